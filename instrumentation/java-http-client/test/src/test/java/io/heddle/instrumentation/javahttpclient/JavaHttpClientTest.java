// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.javahttpclient;

import static io.heddle.testing.TraceAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.SpanRecord;
import io.heddle.testing.SpanRecord.Kind;
import io.heddle.testing.TraceAssert;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

@UnderAgent
class JavaHttpClientTest extends ClientTest {
  @Test
  void sendAsync_insideServerSpan_isItsChild(Traces traces) throws Exception {
    server.whenCalled(() -> client.sendAsync(get("/inner"), BodyHandlers.discarding()).get());
    send(get("/call"));

    nested(traces);
  }

  @Test
  void send_ownHeaders_areReplacedOnTheWireAlone(Traces traces) throws Exception {
    HttpRequest request = to("/own").header("TraceParent", "mine").header("A", "b").build();
    HttpResponse<String> response = send(request);

    assertThat(response.request()).isEqualTo(request);
    assertThat(response.request().headers().map())
        .containsOnly(Map.entry("TraceParent", List.of("mine")), Map.entry("A", List.of("b")));
    SpanRecord span = trace(traces, 2).span(0);
    assertThat(server.received("traceparent")).containsExactly(List.of(traceParent(span)));
  }

  @Test
  void send_redirects_everyHopIsASpan(Traces traces) throws Exception {
    HttpResponse<String> response = send(get("/moved"));
    assertThat(response.uri().getPath()).isEqualTo("/end");
    assertThat(response.request().headers().map()).isEmpty();

    traces.assertTraces(hop("/moved", 302, 0), hop("/moved-again", 302, 1), hop("/end", 200, 2));
    List<SpanRecord> spans = traces.spans();
    assertThat(spans).hasSize(6);
    assertThat(server.received("traceparent")).doesNotHaveDuplicates().hasSize(3);
  }

  @Test
  void send_redirectsInsideServerSpan_areItsChildren(Traces traces) throws Exception {
    server.whenCalled(() -> send(get("/moved-again")));
    send(get("/call"));

    assertThat(trace(traces, 6))
        .hasSpans(
            span -> ok(span, "GET", "/call"),
            span -> span.hasKind(Kind.SERVER).isChildOf(0),
            span -> span.hasAttribute("http.response.status_code", 302).isChildOf(1),
            span -> span.hasKind(Kind.SERVER).isChildOf(2),
            span -> span.hasAttribute("http.request.resend_count", 1).isChildOf(1),
            span -> span.hasKind(Kind.SERVER).isChildOf(4));
  }

  @Test
  void send_authentication_isAnotherSpan(Traces traces) throws Exception {
    HttpClient known = HttpClient.newBuilder().authenticator(new Known()).build();
    HttpResponse<Void> response = known.send(get("/protected"), BodyHandlers.discarding());
    assertThat(response.statusCode()).isEqualTo(200);

    traces.assertTraces(hop("/protected", 401, 0), hop("/protected", 200, 1));
  }

  @Test
  void sendAsync_get_spanEndsBeforeDependentsRun(Traces traces) throws Exception {
    CompletableFuture<HttpResponse<String>> future =
        client.sendAsync(get("/async"), BodyHandlers.ofString());
    assertThat(future.getClass().getName()).startsWith("jdk.internal.net.http.");
    long answered = future.thenApply(response -> System.currentTimeMillis()).get();

    assertThat(trace(traces, 2).span(0).endNanos() / 1_000_000).isLessThanOrEqualTo(answered);
    ok(first(traces), "GET", "/async");
  }

  @Test
  void send_secretsInUrl_areRedacted(Traces traces) throws Exception {
    String rest = "localhost:" + server.port() + "/secret?X-Goog-Signature=";
    send(HttpRequest.newBuilder(URI.create("http://u:p@" + rest + "abc&c=d")).build());

    first(traces).hasAttribute("url.full", "http://REDACTED:REDACTED@" + rest + "REDACTED&c=d");
  }

  private static final class Known extends Authenticator {
    @Override
    protected PasswordAuthentication getPasswordAuthentication() {
      return new PasswordAuthentication("user", "password".toCharArray());
    }
  }

  private static void nested(Traces traces) {
    assertThat(trace(traces, 4))
        .hasSpans(
            span -> ok(span, "GET", "/call").hasNoParent(),
            span -> span.hasKind(Kind.SERVER).isChildOf(0),
            span -> ok(span, "GET", "/inner").isChildOf(1),
            span -> span.hasKind(Kind.SERVER).isChildOf(2));
  }

  private static Consumer<TraceAssert> hop(String path, int status, int resend) {
    return trace ->
        trace.hasSpans(
            span -> {
              span.hasName("GET")
                  .hasKind(Kind.CLIENT)
                  .hasNoParent()
                  .hasAttribute("url.full", server.url(path))
                  .hasAttribute("http.response.status_code", status);
              if (resend > 0) {
                span.hasAttribute("http.request.resend_count", resend);
              } else {
                span.doesNotHaveAttribute("http.request.resend_count");
              }
            },
            span -> span.hasKind(Kind.SERVER).isChildOf(0));
  }
}
