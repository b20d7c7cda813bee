// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.okhttp;

import static io.heddle.testing.TraceAssert.assertThat;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.MetricRecord;
import io.heddle.testing.Trace;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import io.heddle.testing.http.HttpClientContract.Request;
import io.heddle.testing.http.HttpTestServer;
import java.util.Map;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Telemetry of the kits that the conventions leave to users to ask for. */
@UnderAgent(
    env = {
      "OTEL_INSTRUMENTATION_HTTP_CLIENT_EMIT_EXPERIMENTAL_TELEMETRY=true",
      "OTEL_INSTRUMENTATION_HTTP_SERVER_EMIT_EXPERIMENTAL_TELEMETRY=true",
    })
class OptInTest {
  private final OkHttpClient client = new OkHttpClient();

  @Test
  void post_bodies_sizesAreAttributes(Traces traces) throws Exception {
    try (HttpTestServer server = new HttpTestServer()) {
      post(server);

      traces.awaitSpans(2);
      Trace trace = traces.awaitTrace();
      for (int i = 0; i < 2; i++) {
        assertThat(trace.span(i))
            .hasAttribute("http.request.body.size", 5)
            .hasAttribute("http.response.body.size", 5);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"client", "server"})
  void post_bodies_sizesAreMetrics(String side, Traces traces) throws Exception {
    try (HttpTestServer server = new HttpTestServer()) {
      post(server);

      for (String message : new String[] {"request", "response"}) {
        MetricRecord metric = traces.awaitMetric("http." + side + "." + message + ".body.size");
        assertThat(metric.unit()).isEqualTo("By");
        assertThat(metric.point(Map.of("http.response.status_code", 200L))).isNotNull();
      }
    }
  }

  @Test
  void post_ended_nothingIsActive(Traces traces) throws Exception {
    try (HttpTestServer server = new HttpTestServer()) {
      post(server);

      MetricRecord metric = traces.awaitMetric("http.client.active_requests");
      assertThat(metric.unit()).isEqualTo("{request}");
      MetricRecord.Point point = metric.point(Map.of("server.port", (long) server.port()));
      assertThat(requireNonNull(point).value()).isEqualTo(0L);
      MetricRecord served = traces.awaitMetric("http.server.active_requests");
      assertThat(served.point(Map.of("http.request.method", "POST", "url.scheme", "http")))
          .isNotNull();
    }
  }

  private void post(HttpTestServer server) throws Exception {
    Request request = new Request("POST", server.url("/echo"), Map.of(), "hello");
    client.newCall(Senders.request(request)).execute().close();
  }
}
