// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.DatabaseServer;
import io.heddle.testing.Jvm;
import io.heddle.testing.JvmCommand;
import io.heddle.testing.JvmProcess;
import io.heddle.testing.OtlpReceiver;
import io.heddle.testing.Servers;
import io.heddle.testing.SpanRecord;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The demo as a user runs it, from its main class on, with the packaged agent. */
class DemoTest {
  private static final Pattern SPAN =
      Pattern.compile(" +[0-9.]+ ms  (\\S+) +(\\w+)  ( *)(\\S.*?)(?: {2,}(.*))?");

  @Test
  void demo_onH2_printsOneTraceAcrossBothServices() {
    String output = demo().run().expectExit(0).stdout();

    assertThat(output.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(110));
    assertThat(spans(output, 1))
        .isEqualTo(
            """
            orders SERVER POST /orders
              orders CLIENT GET
                inventory SERVER GET /stock/{item}
                  inventory CLIENT SELECT stock
              orders CLIENT GET
                inventory SERVER GET /prices/{item}
                  inventory CLIENT SELECT stock
              orders CLIENT INSERT orders
              orders CLIENT SELECT orders
            """);
    assertThat(spans(output, 3))
        .isEqualTo(
            """
            orders SERVER POST /orders
              orders CLIENT GET ERROR
                inventory SERVER GET /stock/{item}
                  inventory CLIENT SELECT stock
            """);
    assertThat(spans(output, 4))
        .startsWith("orders SERVER POST /orders ERROR\n  orders CLIENT GET ERROR\n");
    assertThat(spans(output, 5))
        .isEqualTo(
            """
            orders SERVER GET /invoices ERROR
              orders CLIENT SELECT invoices ERROR
            """);
  }

  @Test
  void demo_endpointNamed_exportsThereAndPrintsNoTrace() {
    DatabaseServer postgres = Servers.postgres();
    String url = postgres.url() + "?user=" + postgres.user() + "&password=" + postgres.password();
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      JvmProcess ended = demo().exportTo(receiver).env("DEMO_DB", url).run().expectExit(0);

      assertThat(ended.stdout())
          .contains("PostgreSQL ", "The traces went only to " + receiver.httpEndpoint());
      assertThat(ended.stdout().lines()).noneMatch(line -> SPAN.matcher(line).matches());
      assertThat(receiver.spans())
          .extracting(span -> span.resource().get("service.name"))
          .containsOnly("orders", "inventory");
      assertThat(receiver.spans())
          .filteredOn(span -> "postgresql".equals(span.attributes().get("db.system.name")))
          .extracting(SpanRecord::name)
          .contains("INSERT orders", "SELECT stock", "SELECT invoices");
    }
  }

  private static JvmCommand demo() {
    return Jvm.current()
        .command()
        .jvmArgs("-Dheddle.jar=" + System.getProperty("heddle.jar"))
        .main(Demo.class.getName())
        .timeout(Duration.ofSeconds(60));
  }

  /** The spans that were printed below the heading with this number: service, kind, name, error. */
  private static String spans(String output, int number) {
    int start = output.indexOf("\n" + number + ". ");
    int end = output.indexOf("\n" + (number + 1) + ". ", start);
    StringBuilder spans = new StringBuilder();
    for (String line : output.substring(start, end < 0 ? output.length() : end).split("\n")) {
      Matcher span = SPAN.matcher(line);
      if (span.matches()) {
        spans.append(span.group(3)).append(span.group(1)).append(' ');
        spans.append(span.group(2).strip()).append(' ').append(span.group(4));
        String details = span.group(5);
        spans.append(details != null && details.contains("ERROR") ? " ERROR\n" : "\n");
      }
    }
    return spans.toString();
  }
}
