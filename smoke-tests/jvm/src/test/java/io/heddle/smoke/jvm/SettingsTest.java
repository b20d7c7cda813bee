// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.Jvm;
import io.heddle.testing.JvmCommand;
import io.heddle.testing.JvmProcess;
import io.heddle.testing.OtlpReceiver;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** A value that cannot be used is told in one line; the application does not notice. */
class SettingsTest {
  private static final List<Jvm> TWO = Jvm.among(8, 25);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          OTEL_BSP_MAX_QUEUE_SIZE         | many          | a whole number from | is used
          OTEL_BSP_SCHEDULE_DELAY         | soon          | a duration such as  | is used
          OTEL_SDK_DISABLED               | perhaps       | true or false       | false is used
          OTEL_INSTRUMENTATION_EXECUTORS_ENABLED | perhaps | true or false      | true is used
          OTEL_PROPAGATORS                | tracecontext,pigeon | a list of [   | [tracecontext] is used
          OTEL_TRACES_EXPORTER            | pigeon        | a list of [         | [otlp] is used
          OTEL_TRACES_SAMPLER             | sometimes     | one of [            | is used
          OTEL_EXPORTER_OTLP_PROTOCOL     | pigeon        | one of [            | is used
          OTEL_EXPORTER_OTLP_ENDPOINT     | no url        | http                | is used
          OTEL_EXPORTER_OTLP_CERTIFICATE  | /none/ca.pem  | a file that exists  | ignored
          OTEL_JAVAAGENT_CONFIGURATION_FILE | /none/file  | a readable properties file | no file is used
          OTEL_RESOURCE_ATTRIBUTES        | a             | key=value           | ignored
          """)
  void malformed_value_isToldInOneLine(String name, String value, String accepted, String used) {
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      JvmProcess plain = tasks(Jvm.current()).run().expectExit(7);
      JvmProcess woven =
          tasks(Jvm.current(), "wait")
              .agent()
              .exportTo(receiver)
              .env("OTEL_METRICS_EXPORTER", "none")
              .env(name, value)
              .run()
              .expectExit(7);

      assertThat(woven.stdout()).isEqualTo(plain.stdout());
      String told = woven.stderr().replace(plain.stderr(), "");
      assertThat(told.lines()).hasSize(1);
      assertThat(told).startsWith("[heddle] " + name + "=" + value + ": accepted is ");
      assertThat(told).contains(accepted, "; ", used);
    }
  }

  @ParameterizedTest
  @FieldSource("TWO")
  void malformed_severalProperties_areToldInALineEach(Jvm jvm) {
    JvmProcess plain = tasks(jvm).run().expectExit(7);
    JvmProcess woven =
        tasks(jvm, "wait")
            .agent()
            .jvmArgs("-Dotel.bsp.max.queue.size=many", "-Dotel.traces.exporter=pigeon")
            .jvmArgs("-Dotel.exporter.otlp.certificate=/none/ca.pem")
            .run()
            .expectExit(7);

    assertThat(woven.stdout()).isEqualTo(plain.stdout());
    assertThat(woven.stderr().lines().filter(line -> line.startsWith("[heddle] otel."))).hasSize(3);
    assertThat(woven.stderr().lines()).hasSize(3 + 1);
  }

  @Test
  void malformed_loggingNone_nothingIsWritten() {
    JvmProcess plain = tasks(Jvm.current()).run().expectExit(7);
    JvmProcess woven =
        tasks(Jvm.current(), "wait")
            .agent()
            .env("OTEL_JAVAAGENT_LOGGING", "none")
            .env("OTEL_BSP_MAX_QUEUE_SIZE", "many")
            .run()
            .expectExit(7);

    assertThat(woven.output()).isEqualTo(plain.output());
  }

  private static JvmCommand tasks(Jvm jvm, String... arguments) {
    return Programs.on(jvm).main(Tasks.class.getName(), arguments);
  }
}
