// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.httpurlconnection;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.instrumentation.httpurlconnection.test.RequestsMain;
import io.heddle.testing.Jvm;
import io.heddle.testing.JvmProcess;
import io.heddle.testing.OtlpReceiver;
import io.heddle.testing.SpanRecord.Kind;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HttpUrlConnectionJvmTest {
  static List<Jvm> jvms() {
    return Jvm.all();
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
          .containsExactly("GET 200 a trace", "POST 200", "missing 404");
      assertThat(program.stderr()).isEmpty();
      receiver
          .traces()
          .assertTraces(
              trace ->
                  trace.hasSpans(
                      span -> span.hasName("GET").hasKind(Kind.CLIENT).hasNoParent(),
                      span -> span.hasKind(Kind.SERVER).isChildOf(0)),
              trace ->
                  trace.hasSpans(
                      span -> span.hasName("POST").hasKind(Kind.CLIENT).hasNoParent(),
                      span -> span.hasKind(Kind.SERVER).isChildOf(0)),
              trace ->
                  trace.hasSpans(
                      span -> span.hasName("GET").hasAttribute("error.type", "404"),
                      span -> span.hasKind(Kind.SERVER).isChildOf(0)));
    }
  }
}
