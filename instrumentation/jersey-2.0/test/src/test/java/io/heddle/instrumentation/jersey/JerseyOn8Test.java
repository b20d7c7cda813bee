// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.jersey;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.instrumentation.jersey.testing.JaxrsServer;
import io.heddle.testing.HttpWire;
import io.heddle.testing.Jvm;
import io.heddle.testing.JvmProcess;
import io.heddle.testing.OtlpReceiver;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The oldest Jersey does not start on newer JVMs. */
class JerseyOn8Test {
  private static final List<Jvm> JVMS = Jvm.among(8);

  @ParameterizedTest
  @FieldSource("JVMS")
  void get_java8_hasTemplates(Jvm jvm) throws IOException {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        JvmProcess program =
            jvm.command()
                .agent()
                .exportTo(receiver)
                .main(JaxrsServer.class.getName(), JerseyTest.SERVLET)
                .start()) {
      String told = program.awaitOutput(" is the port").stdout();
      int port = Integer.parseInt(told.substring(0, told.indexOf(' ')));
      HttpWire.get(port, "/shop/api/users/7");
      HttpWire.get(port, "/shop/api/users/7/throws");
      HttpWire.get(port, "/shop/api/users/7/suspended");
      HttpWire.get(port, "/shop/api/orders/7/items/8/parts");
      program.writeLine("");
      program.await().expectExit(0);

      assertThat(program.stderr()).doesNotContain("does not fit");
      String users = "GET /shop/api/users/{id";
      receiver
          .traces()
          .assertTraces(
              trace -> trace.hasSpans(span -> span.hasName(users + ": [0-9]+}")),
              trace -> trace.hasSpans(span -> span.hasName(users + "}/throws")),
              trace -> trace.hasSpans(span -> span.hasName(users + "}/suspended")),
              trace ->
                  trace.hasSpans(
                      span -> span.hasName("GET /shop/api/orders/{order}/items/{item}/parts")));
    }
  }
}
