// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What reads headers and URLs bears whatever comes; a fixed number of inputs from a fixed seed. */
class FuzzTest {
  private static final int INPUTS = 200_000;
  private static final long SEED = 20_260_101;
  private static final String[] PIECES = {
    "for=",
    "host=",
    "proto=",
    ";",
    ",",
    "\"",
    "[",
    "]",
    ":",
    "::1",
    "@",
    "?",
    "#",
    "&",
    "=",
    "sig=",
    "X-Amz-Signature",
    "//",
    "://",
    "http",
    "65535",
    "99999999999",
    "-1",
    " ",
    "\t",
    "\0",
    "\u00e4",
    "\ud83d",
    "%",
    "%2",
    "%zz",
    "a",
    "example.org",
    "_",
    "*",
    "1.2.3.4",
    "secret"
  };

  private final Random random = new Random(SEED);

  @Test
  void forwarded_anything_isReadWithoutException() {
    for (int i = 0; i < INPUTS; i++) {
      Map<String, String> headers =
          Map.of(
              "forwarded", text(),
              "x-forwarded-host", text(),
              "x-forwarded-for", text(),
              "x-forwarded-proto", text(),
              "host", text());
      String host = ForwardedHeaders.host(Reader.INSTANCE, headers);
      if (host != null) {
        assertThat(ForwardedHeaders.port(host)).as(host).isBetween(-1, 65_535);
        assertThat(host).contains(ForwardedHeaders.address(host));
      }
      assertThat(ForwardedHeaders.scheme(Reader.INSTANCE, headers)).isNotEmpty();
      ForwardedHeaders.client(Reader.INSTANCE, headers);
    }
  }

  @Test
  void redaction_anything_keepsNoSignature() {
    for (int i = 0; i < INPUTS; i++) {
      String url = "http://h/?" + text() + "&sig=secret&" + text();

      assertThat(UrlRedaction.full(url)).as(url).contains("sig=REDACTED");
      UrlRedaction.full(text());
    }
  }

  @Test
  void patterns_anything_matchesItself() {
    for (int i = 0; i < INPUTS; i++) {
      String pattern = text();
      String itself = pattern.split("[?#]", 2)[0];

      assertThat(new UrlPatterns(List.of(itself)).matches(pattern)).as(pattern).isTrue();
      new UrlPatterns(List.of(pattern)).matches(text());
    }
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int left = random.nextInt(12); left > 0; left--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  private enum Reader implements HttpServerRequest<Map<String, String>> {
    INSTANCE;

    @Override
    public String method(Map<String, String> request) {
      return "GET";
    }

    @Override
    public String scheme(Map<String, String> request) {
      return "http";
    }

    @Override
    public String path(Map<String, String> request) {
      return "/";
    }

    @Override
    public @Nullable String query(Map<String, String> request) {
      return null;
    }

    @Override
    public @Nullable String protocolVersion(Map<String, String> request) {
      return null;
    }

    @Override
    public @Nullable String peerAddress(Map<String, String> request) {
      return null;
    }

    @Override
    public int peerPort(Map<String, String> request) {
      return -1;
    }

    @Override
    @SuppressWarnings("deprecation") // Asked for by the Jaeger and OpenTracing propagators.
    public Iterable<String> keys(Map<String, String> request) {
      return request.keySet();
    }

    @Override
    public @Nullable String get(@Nullable Map<String, String> request, String name) {
      return request == null ? null : request.get(name);
    }

    @Override
    public Iterator<String> getAll(@Nullable Map<String, String> request, String name) {
      String value = get(request, name);
      return value == null ? Collections.emptyIterator() : Collections.singleton(value).iterator();
    }
  }
}
