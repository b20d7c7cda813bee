// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.UnderAgent;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@UnderAgent(agent = false)
public class Fails {
  @Test
  void passes() {
    assertThat(1).isOne();
  }

  @Test
  void assertion_fails() {
    assertThat("one").isEqualTo("two");
  }

  @Test
  void unserializable_fails() throws Unserializable {
    throw new Unserializable();
  }

  @Test
  void assumption_aborts() {
    Assumptions.assumeTrue(false);
  }

  @Test
  @DisabledIfSystemProperty(named = "java.version", matches = ".*")
  void condition_skips() {}

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void parameterized_failsForTwo(int number) {
    assertThat(number).isOne();
  }

  static final class Unserializable extends Exception {
    private final Object field = new Object();

    Unserializable() {
      super("text");
    }
  }
}
