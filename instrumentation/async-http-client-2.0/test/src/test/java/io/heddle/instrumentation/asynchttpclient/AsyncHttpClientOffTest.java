// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.asynchttpclient;

import static io.heddle.testing.TraceAssert.assertThat;

import io.heddle.testing.SpanRecord.Kind;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import io.heddle.testing.http.HttpTestServer;
import org.asynchttpclient.AsyncHttpClient;
import org.asynchttpclient.DefaultAsyncHttpClient;
import org.junit.jupiter.api.Test;

@UnderAgent(env = "OTEL_INSTRUMENTATION_ASYNC_HTTP_CLIENT_ENABLED=false")
class AsyncHttpClientOffTest {
  /** What is left is what Netty sends. */
  @Test
  void execute_instrumentationIsOff_spanIsNettys(Traces traces) throws Exception {
    try (HttpTestServer server = new HttpTestServer();
        AsyncHttpClient client = new DefaultAsyncHttpClient()) {
      client.prepareGet(server.url("/x")).execute().get();

      traces.awaitSpans(2);
      assertThat(traces.awaitTrace().span(0)).hasKind(Kind.CLIENT).hasScope("io.heddle.netty");
    }
  }
}
