// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.javahttpclient;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.instrumentation.javahttpclient.test.RequestsMain;
import io.heddle.testing.Jvm;
import io.heddle.testing.JvmProcess;
import io.heddle.testing.OtlpReceiver;
import io.heddle.testing.SpanRecord.Kind;
import io.heddle.testing.TraceAssert;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JavaHttpClientJvmTest {
  static List<Jvm> jvms() {
    return Jvm.among(11, 17, 21, 25);
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void requests_everyJava_areTracedToTheServer(Jvm jvm) {
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      JvmProcess program =
          jvm.command()
              .agent()
              .exportTo(receiver)
              .main(RequestsMain.class.getName())
              .run()
              .expectExit(0);

      assertThat(program.stdout().lines())
          .containsExactly("send 200 trace true", "sendAsync 200 trace", "redirected 200 trace");
      assertThat(program.stderr()).isEmpty();
      receiver.traces().assertTraces(get(200), get(200), get(302), get(200));
    }
  }

  private static Consumer<TraceAssert> get(int status) {
    return trace ->
        trace.hasSpans(
            span ->
                span.hasName("GET")
                    .hasKind(Kind.CLIENT)
                    .hasNoParent()
                    .hasAttribute("http.response.status_code", status),
            span -> span.hasKind(Kind.SERVER).isChildOf(0));
  }
}
