// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.jettyhttpclient.v9_2;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.SpanRecord;
import io.heddle.testing.SpanRecord.Kind;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import io.heddle.testing.http.HttpTestServer;
import java.util.List;
import org.eclipse.jetty.client.HttpClient;
import org.junit.jupiter.api.Test;

/** Of 9.0, whose classes have the same names and other methods. */
@UnderAgent
class Jetty90ClientTest {
  @Test
  void send_versionIsNotSupported_worksWithoutSpan(Traces traces) throws Exception {
    HttpClient client = new HttpClient();
    client.start();
    try (HttpTestServer server = new HttpTestServer()) {
      assertThat(client.GET(server.url("/x")).getStatus()).isEqualTo(200);

      assertThat(traces.awaitSpans(1)).extracting(SpanRecord::kind).containsExactly(Kind.SERVER);
      assertThat(server.received("traceparent")).containsExactly(List.of());
    } finally {
      client.stop();
    }
  }
}
