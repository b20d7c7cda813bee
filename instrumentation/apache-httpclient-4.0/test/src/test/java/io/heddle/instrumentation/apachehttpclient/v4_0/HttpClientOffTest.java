// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.apachehttpclient.v4_0;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.SpanRecord;
import io.heddle.testing.SpanRecord.Kind;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import io.heddle.testing.http.HttpTestServer;
import java.util.List;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.client.HttpClients;
import org.junit.jupiter.api.Test;

@UnderAgent(env = "OTEL_INSTRUMENTATION_APACHE_HTTPCLIENT_ENABLED=false")
class HttpClientOffTest {
  @Test
  void execute_instrumentationIsOff_noSpanAndNoHeader(Traces traces) throws Exception {
    try (HttpTestServer server = new HttpTestServer()) {
      HttpClients.createDefault().execute(new HttpGet(server.url("/x")), answer -> null);

      assertThat(traces.awaitSpans(1)).extracting(SpanRecord::kind).containsExactly(Kind.SERVER);
      assertThat(server.received("traceparent")).containsExactly(List.of());
    }
  }
}
