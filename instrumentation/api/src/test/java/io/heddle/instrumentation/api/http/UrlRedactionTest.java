// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlRedactionTest {
  @ParameterizedTest
  @CsvSource({
    "http://h/p, http://h/p",
    "http://user@h/p, http://REDACTED@h/p",
    "http://user:secret@h/p, http://REDACTED:REDACTED@h/p",
    "http://a@b:c@h/p, http://REDACTED:REDACTED@h/p",
    "http://h/p@q:r, http://h/p@q:r",
    "http://h/?q=a@b, http://h/?q=a@b",
    "http://h?sig=1, http://h?sig=REDACTED",
    "http://h/?sig=1&a=2, http://h/?sig=REDACTED&a=2",
    "http://h/?a=2&sig=1#top, http://h/?a=2&sig=REDACTED#top",
    "http://h/?Sig=1&signature=2, http://h/?Sig=1&signature=2",
    "http://h/?design=1, http://h/?design=1",
    "http://h/?sig=, http://h/?sig=REDACTED",
    "http://h/?sig, http://h/?sig",
    "http://h/?sig=1&sig=2, http://h/?sig=REDACTED&sig=REDACTED",
    "http://, http://",
    "://@, ://REDACTED@",
    "'', ''"
  })
  void full_url_hasNoSecrets(String url, String expected) {
    assertThat(UrlRedaction.full(url)).isEqualTo(expected);
  }

  @Test
  void full_nothingToRedact_isSameObject() {
    String url = "http://h/p?a=b";

    assertThat(UrlRedaction.full(url)).isSameAs(url);
  }
}
