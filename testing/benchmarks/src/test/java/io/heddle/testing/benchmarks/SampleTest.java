// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SampleTest {
  @Test
  void of_oddCount_medianIsTheMiddle() {
    assertThat(Sample.of(9, 1, 5)).isEqualTo(new Sample(5, 1, 9));
  }

  @Test
  void of_evenCount_medianIsBetween() {
    assertThat(Sample.of(4, 1, 2, 9).median()).isEqualTo(3);
  }

  @Test
  void text_thousands_haveCommas() {
    assertThat(Sample.of(1234.56).text(1)).isEqualTo("1,234.6 (1,234.6-1,234.6)");
  }
}
