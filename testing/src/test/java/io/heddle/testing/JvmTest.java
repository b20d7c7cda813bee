// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JvmTest {
  static Stream<Jvm> jvms() {
    return Jvm.all().stream();
  }

  @ParameterizedTest
  @MethodSource("jvms")
  void run_everyVersion_isWhatItClaims(Jvm jvm) {
    JvmProcess process = jvm.command().main("-version").run().expectExit(0);

    String version = jvm.version() == 8 ? "1.8" : Integer.toString(jvm.version());
    assertThat(process.stderr()).contains("version \"" + version);
  }

  @Test
  void run_program_hasArgsEnvAndStatus() {
    JvmProcess process =
        Jvm.current()
            .command()
            .env("OTEL_KIT", "from test")
            .jvmArgs("-Dkit=property")
            .main(Program.class.getName(), "argument")
            .run()
            .expectExit(3);

    assertThat(process.stdout()).isEqualTo("argument property from test" + System.lineSeparator());
    assertThat(process.stderr()).isEqualTo("to stderr" + System.lineSeparator());
    assertThatThrownBy(() -> process.expectExit(0))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("to stderr");
  }

  @Test
  void run_tooLong_isKilledWithThreadDump() {
    JvmCommand command =
        Jvm.current()
            .command()
            .timeout(Duration.ofSeconds(2))
            .main(Program.class.getName(), "sleep");

    assertThatThrownBy(command::run)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Still running after PT2S")
        .hasMessageContaining("Full thread dump");
  }

  @Test
  void terminate_runningProgram_endsWithOutputOfItsHooks() {
    try (JvmProcess process =
        Jvm.current().command().main(Program.class.getName(), "sleep").start()) {
      process.awaitOutput("sleeping");
      process.terminate();

      assertThat(process.await().exitStatus()).isEqualTo(143);
      assertThat(process.stdout()).endsWith("hook to stdout" + System.lineSeparator());
      assertThat(process.stderr()).endsWith("hook to stderr" + System.lineSeparator());
    }
  }

  @Test
  void among_missingVersion_isLeftOut() {
    int newest = Jvm.current().version();
    assertThat(Jvm.available()).contains(Jvm.current());
    if (Ci.required()) {
      assertThatThrownBy(() -> Jvm.among(newest, 999)).isInstanceOf(IllegalStateException.class);
    } else {
      assertThat(Jvm.among(newest, 999)).isEqualTo(List.of(Jvm.of(newest)));
    }
    assertThatThrownBy(() -> Jvm.of(999)).hasMessageContaining("Java 999");
  }

  static final class Program {
    private Program() {}

    public static void main(String[] args) throws InterruptedException {
      if (args[0].equals("sleep")) {
        Runtime.getRuntime().addShutdownHook(new Thread(Program::hook));
        System.out.println("sleeping");
        Thread.sleep(60_000);
      }
      System.out.println(
          args[0] + " " + System.getProperty("kit") + " " + System.getenv("OTEL_KIT"));
      System.err.println("to stderr");
      System.exit(3);
    }

    private static void hook() {
      System.out.println("hook to stdout");
      System.err.println("hook to stderr");
    }
  }
}
