// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.apachehttpasyncclient;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.SpanRecord;
import io.heddle.testing.SpanRecord.Kind;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import io.heddle.testing.http.HttpTestServer;
import java.util.List;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.nio.client.CloseableHttpAsyncClient;
import org.apache.http.impl.nio.client.HttpAsyncClients;
import org.junit.jupiter.api.Test;

@UnderAgent(env = "OTEL_INSTRUMENTATION_APACHE_HTTPASYNCCLIENT_ENABLED=false")
class HttpAsyncClientOffTest {
  @Test
  void execute_instrumentationIsOff_noSpanAndNoHeader(Traces traces) throws Exception {
    try (HttpTestServer server = new HttpTestServer();
        CloseableHttpAsyncClient client = HttpAsyncClients.createDefault()) {
      client.start();
      client.execute(new HttpGet(server.url("/x")), null).get();

      assertThat(traces.awaitSpans(1)).extracting(SpanRecord::kind).containsExactly(Kind.SERVER);
      assertThat(server.received("traceparent")).containsExactly(List.of());
    }
  }
}
