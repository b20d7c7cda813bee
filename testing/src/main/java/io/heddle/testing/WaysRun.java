// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.SpanRecord.Kind;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One run of a program whose calls name by their path where they belong: {@code /in/r/x} into the
 * request {@code /r}, {@code /out/x} into none.
 */
public final class WaysRun {
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  private final List<SpanRecord> spans;
  private final Set<String> made;

  private WaysRun(List<SpanRecord> spans, Set<String> made) {
    this.spans = spans;
    this.made = made;
  }

  /**
   * Runs a program under the agent with this JVM's class path, and fails when it tells of anything
   * but calls made, or of a misused scope.
   *
   * @param env further environment variables, {@code "NAME=value"}
   */
  public static WaysRun of(Jvm jvm, Class<?> program, String... env) {
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      JvmCommand command = jvm.command().agent().exportTo(receiver).timeout(TIMEOUT);
      command.env("OTEL_METRICS_EXPORTER", "none");
      for (String variable : env) {
        int equals = variable.indexOf('=');
        command.env(variable.substring(0, equals), variable.substring(equals + 1));
      }
      command.jvmArgs("-Dheddle.context.strict=true").main(program.getName());
      JvmProcess process = command.run().expectExit(0);
      assertThat(process.stderr()).isEmpty();
      assertThat(process.stdout().lines())
          .allMatch(line -> line.endsWith(" -1") || line.equals("end"));
      Set<String> made =
          process.stdout().lines().map(line -> line.replace(" -1", "")).collect(Collectors.toSet());
      made.remove("end");
      return new WaysRun(receiver.spans(), made);
    }
  }

  /** Paths of the calls that were made. */
  public Set<String> made() {
    return made;
  }

  /** Asserts that each call that was made is where its path says. */
  public void assertAllWhereTheyBelong() {
    Set<String> recorded =
        spans.stream()
            .filter(span -> span.kind() == Kind.CLIENT)
            .map(WaysRun::path)
            .collect(Collectors.toSet());
    assertThat(astray()).isEmpty();
    assertThat(recorded).containsExactlyInAnyOrderElementsOf(made);
  }

  /** Paths of the calls that are not where they say. */
  public Set<String> astray() {
    Map<String, SpanRecord> requests = new HashMap<>();
    for (SpanRecord span : spans) {
      if (span.kind() == Kind.SERVER) {
        requests.put((String) span.attributes().get("url.path"), span);
      }
    }
    Set<String> astray = new TreeSet<>();
    for (SpanRecord span : spans) {
      if (span.kind() != Kind.CLIENT) {
        continue;
      }
      String path = path(span);
      SpanRecord request =
          path.startsWith("/in/") ? requests.get(path.substring(3, path.indexOf('/', 4))) : null;
      boolean belongs =
          request == null
              ? span.isRoot() && path.startsWith("/out/")
              : request.spanId().equals(span.parentSpanId())
                  && request.traceId().equals(span.traceId());
      if (!belongs) {
        astray.add(path);
      }
    }
    return astray;
  }

  private static String path(SpanRecord call) {
    return URI.create((String) call.attributes().get("url.full")).getPath();
  }
}
