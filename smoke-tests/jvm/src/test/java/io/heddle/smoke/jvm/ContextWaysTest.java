// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.smoke.jvm.context.Ways;
import io.heddle.testing.Jvm;
import io.heddle.testing.JvmCommand;
import io.heddle.testing.JvmProcess;
import io.heddle.testing.OtlpReceiver;
import io.heddle.testing.SpanRecord;
import io.heddle.testing.SpanRecord.Kind;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every way in which the JVM runs something elsewhere, inside one HTTP request. */
class ContextWaysTest {
  private static final List<Jvm> JVMS = Jvm.all();

  @ParameterizedTest
  @FieldSource("JVMS")
  void ways_insideRequest_eachCallIsItsChildAndNothingElseIs(Jvm jvm) {
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      JvmCommand command = Programs.on(jvm).agent().exportTo(receiver);
      if (jvm.version() >= 21) {
        command.jvmArgs("--enable-preview");
      }
      if (jvm.version() < 25) {
        // The JVM's helper program for processes may need another C library than the machine's.
        command.jvmArgs("-Djdk.lang.Process.launchMechanism=VFORK");
      }
      command.main(Ways.class.getName());
      JvmProcess process = command.run().expectExit(0);

      assertThat(process.stderr()).isEmpty();
      assertThat(process.stdout().lines())
          .allMatch(line -> line.endsWith(" -1") || line.equals("end"));
      List<SpanRecord> clients = spans(receiver, Kind.CLIENT);
      assertThat(clients).hasSizeGreaterThan(100);
      Set<String> made =
          process.stdout().lines().map(line -> line.replace(" -1", "")).collect(Collectors.toSet());
      made.remove("end");
      Set<String> paths = new TreeSet<>();
      SpanRecord request =
          spans(receiver, Kind.SERVER).stream()
              .filter(span -> "/ways".equals(span.attributes().get("url.path")))
              .findFirst()
              .orElseThrow();
      SoftAssertions softly = new SoftAssertions();
      for (SpanRecord client : clients) {
        String path = URI.create((String) client.attributes().get("url.full")).getPath();
        paths.add(path);
        if (path.startsWith("/in/")) {
          softly.assertThat(client.traceId()).as(path).isEqualTo(request.traceId());
          softly.assertThat(client.parentSpanId()).as(path).isEqualTo(request.spanId());
        } else {
          softly.assertThat(client.isRoot()).as(path + " is a root").isTrue();
        }
      }
      softly.assertAll();
      paths.remove("/in/none");
      assertThat(paths).containsExactlyInAnyOrderElementsOf(made);
    }
  }

  private static List<SpanRecord> spans(OtlpReceiver receiver, Kind kind) {
    return receiver.spans().stream().filter(span -> span.kind() == kind).toList();
  }
}
