// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlPatternsTest {
  @ParameterizedTest
  @CsvSource({
    "/health, /health, true",
    "/health, /health?full=true, true",
    "/health, /health#top, true",
    "/health, /healthy, false",
    "/health, /a/health, false",
    "/health, /HEALTH, false",
    "/actuator/*, /actuator/info/all, true",
    "/actuator/*, /actuator/, true",
    "/actuator/*, /actuator, false",
    "*.css, /a/b.css, true",
    "*.css, /a/b.css.map, false",
    "*.css, /a.css/b.css?x=.css, true",
    "http://*/poll*, http://localhost:8080/poll/1, true",
    "http://*/poll*, https://localhost:8080/poll/1, false",
    "*, '', true",
    "/a*b*c, /aXbYbZc, true",
    "/a*b*c, /aXbYbZ, false",
    "/?, /x, false",
    "'', /, false"
  })
  void matches_pattern_isWholeTextWithoutQuery(String pattern, String url, boolean expected) {
    assertThat(new UrlPatterns(List.of(pattern)).matches(url)).isEqualTo(expected);
  }

  @Test
  void matches_several_anyOfThem() {
    UrlPatterns patterns = new UrlPatterns(List.of("/a", "/b*"));

    assertThat(patterns.matches("/bcd")).isTrue();
    assertThat(patterns.matches("/c")).isFalse();
  }

  /** A matcher that tries all ways to share the text among the stars does not end. */
  @Test
  @Timeout(60)
  void matches_manyStars_ends() {
    UrlPatterns patterns = new UrlPatterns(List.of("*a".repeat(40) + "b"));

    assertThat(patterns.matches("a".repeat(20_000))).isFalse();
  }
}
