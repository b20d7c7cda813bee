// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.SpanRecord;
import io.heddle.testing.SpanRecord.Kind;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import io.heddle.testing.http.HttpTestServer;
import java.util.List;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.Test;

@UnderAgent(env = "OTEL_INSTRUMENTATION_OKHTTP_ENABLED=false")
class OkHttpOffTest {
  @Test
  void execute_instrumentationIsOff_noSpanAndNoHeader(Traces traces) throws Exception {
    try (HttpTestServer server = new HttpTestServer()) {
      Request request = new Request.Builder().url(server.url("/x")).build();
      new OkHttpClient().newCall(request).execute().close();

      assertThat(traces.awaitSpans(1)).extracting(SpanRecord::kind).containsExactly(Kind.SERVER);
      assertThat(server.received("traceparent")).containsExactly(List.of());
    }
  }
}
