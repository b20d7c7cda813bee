// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.springwebflux;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.HttpWire;
import io.heddle.testing.Jvm;
import io.heddle.testing.JvmProcess;
import io.heddle.testing.OtlpReceiver;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class WebFluxOn8Test {
  private static final List<Jvm> JVMS = Jvm.among(8);

  @ParameterizedTest
  @FieldSource("JVMS")
  void get_java8_hasPatterns(Jvm jvm) throws IOException {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        JvmProcess program =
            jvm.command().agent().exportTo(receiver).main(FluxApp.class.getName()).start()) {
      String[] told =
          program.awaitOutput(" is the port").stdout().split(" is the port")[0].split("\\R");
      int port = Integer.parseInt(told[told.length - 1]); // Reactor logs before it.
      HttpWire.get(port, "/shop/users/7");
      HttpWire.get(port, "/shop/users/7/throws");
      program.writeLine("");
      program.await().expectExit(0);

      assertThat(program.stderr()).doesNotContain("does not fit");
      receiver
          .traces()
          .assertTraces(
              trace -> trace.hasSpans(span -> span.hasName("GET /shop/users/{id}")),
              trace -> trace.hasSpans(span -> span.hasName("GET /shop/users/{id}/throws")));
    }
  }
}
