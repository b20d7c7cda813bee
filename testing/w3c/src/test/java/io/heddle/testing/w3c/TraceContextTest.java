// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.w3c;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.HttpWire;
import io.heddle.testing.UnderAgent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rules of W3C Trace Context level 2 through server and client: what is sent on after what came
 * in. Sections are those of the recommendation.
 */
@UnderAgent
class TraceContextTest {
  private static final String TRACE = "5ce929d0e0e4736a3ce929d0e0e47366";
  private static final String SPAN = "ba902b70f067aa0b";
  private static final String PARENT = "traceparent: 00-" + TRACE + "-" + SPAN + "-01";
  private static final String SENT = "00-[0-9a-f]{32}-[0-9a-f]{16}-0[0-3]";

  private static final Map<Client, TraceContextService> SERVICES = new EnumMap<>(Client.class);
  private static Callee callee;

  @BeforeAll
  static void start() throws IOException {
    callee = new Callee();
    for (Client client : Client.values()) {
      SERVICES.put(client, new TraceContextService(client));
    }
  }

  @AfterAll
  static void stop() throws IOException {
    SERVICES.values().forEach(TraceContextService::close);
    callee.close();
  }

  /** Header lines with which a trace goes on (3.2, 3.3.1). */
  static Stream<Arguments> continued() {
    return onEach(
        List.of(
            List.of(PARENT),
            // Names are of any case (3.2.1).
            List.of("TraceParent: 00-" + TRACE + "-" + SPAN + "-00"),
            List.of("tRACEpARENT: 00-" + TRACE + "-" + SPAN + "-00"),
            List.of("TRACEPARENT: 00-" + TRACE + "-" + SPAN + "-00"),
            // White space around a value is none of it (RFC 9110, 5.5).
            List.of("traceparent:00-" + TRACE + "-" + SPAN + "-01"),
            List.of("traceparent: \t 00-" + TRACE + "-" + SPAN + "-01"),
            List.of("traceparent: 00-" + TRACE + "-" + SPAN + "-01 \t "),
            // Later versions may have more behind (3.2.4).
            List.of("traceparent: 01-" + TRACE + "-" + SPAN + "-01"),
            List.of("traceparent: fe-" + TRACE + "-" + SPAN + "-01-more"),
            List.of("traceparent: 7c-" + TRACE + "-" + SPAN + "-09-")));
  }

  @ParameterizedTest
  @MethodSource("continued")
  void traceparent_wellFormed_traceGoesOn(Client client, List<String> lines) throws Exception {
    String sent = traceparent(call(client, lines));

    assertThat(sent).startsWith("00-" + TRACE + "-").doesNotContain(SPAN);
  }

  /** Header lines by which no trace can be told, so that a new one begins (3.2.2, 3.2.4, 4.3). */
  static Stream<Arguments> restarted() {
    List<List<String>> all = new ArrayList<>();
    for (String parent :
        List.of(
            // What comes behind version 00.
            "00-" + TRACE + "-" + SPAN + "-01-",
            "00-" + TRACE + "-" + SPAN + "-01x",
            "00-" + TRACE + "-" + SPAN + "-01-more",
            // Another version says more only behind a hyphen, and ff is none.
            "7c-" + TRACE + "-" + SPAN + "-01x",
            "7c-" + TRACE + "-" + SPAN + "-01.more",
            "ff-" + TRACE + "-" + SPAN + "-01",
            // Version: two lower-case hexadecimal digits.
            "0-" + TRACE + "-" + SPAN + "-01",
            "000-" + TRACE + "-" + SPAN + "-01",
            "0x-" + TRACE + "-" + SPAN + "-01",
            "/0-" + TRACE + "-" + SPAN + "-01",
            "0A-" + TRACE + "-" + SPAN + "-01",
            // Trace identifier: 32, not all of them zero.
            "00-" + "0".repeat(32) + "-" + SPAN + "-01",
            "00-" + TRACE.substring(1) + "-" + SPAN + "-01",
            "00-" + TRACE + "0-" + SPAN + "-01",
            "00-g" + TRACE.substring(1) + "-" + SPAN + "-01",
            "00-" + TRACE.substring(1) + ":-" + SPAN + "-01",
            "00-" + TRACE.toUpperCase(java.util.Locale.ROOT) + "-" + SPAN + "-01",
            // Parent identifier: 16, not all of them zero.
            "00-" + TRACE + "-" + "0".repeat(16) + "-01",
            "00-" + TRACE + "-" + SPAN.substring(1) + "-01",
            "00-" + TRACE + "-" + SPAN + "0-01",
            "00-" + TRACE + "-g" + SPAN.substring(1) + "-01",
            "00-" + TRACE + "-" + SPAN.substring(1) + ":-01",
            "00-" + TRACE + "-" + SPAN.toUpperCase(java.util.Locale.ROOT) + "-01",
            // Flags: two.
            "00-" + TRACE + "-" + SPAN + "-1",
            "00-" + TRACE + "-" + SPAN + "-001",
            "00-" + TRACE + "-" + SPAN + "-0x",
            "00-" + TRACE + "-" + SPAN + "-.1",
            "00-" + TRACE + "-" + SPAN + "-0A",
            "00-" + TRACE + "-" + SPAN,
            "00_" + TRACE + "_" + SPAN + "_01",
            "mine")) {
      all.add(List.of("traceparent: " + parent));
    }
    all.add(List.of("trace-parent: 00-" + TRACE + "-" + SPAN + "-01"));
    all.add(List.of("trace.parent: 00-" + TRACE + "-" + SPAN + "-01"));
    all.add(List.of("traceparent:"));
    // More than one.
    all.add(List.of(PARENT, PARENT));
    all.add(List.of(PARENT, "Traceparent: 00-" + "1".repeat(32) + "-" + SPAN + "-01"));
    return onEach(all);
  }

  @ParameterizedTest
  @MethodSource("restarted")
  void traceparent_malformedOrRepeated_newTraceWithoutState(Client client, List<String> lines)
      throws Exception {
    List<String> withState = new ArrayList<>(lines);
    withState.add("tracestate: foo=1");
    Callee.Received received = call(client, withState);

    assertThat(traceparent(received))
        .doesNotContain(TRACE)
        .doesNotContain("1".repeat(32))
        .doesNotContain("0".repeat(16));
    assertThat(received.values("tracestate")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Client.class)
  void headers_none_newTraceThatIsSampledAndRandom(Client client) throws Exception {
    assertThat(traceparent(call(client, List.of()))).endsWith("-03");
    assertThat(traceparent(call(client, List.of("tracestate: foo=1")))).endsWith("-03");
    assertThat(call(client, List.of("tracestate: foo=1")).values("tracestate")).isEmpty();
  }

  /** Flags as they came and as they go: those that are not known are cleared (3.2.2.5). */
  @ParameterizedTest
  @EnumSource(Client.class)
  void flags_sampledAndRandom_arePassedOn(Client client) throws Exception {
    for (String[] flags :
        new String[][] {
          {"00", "00"}, {"01", "01"}, {"02", "02"}, {"03", "03"}, {"fe", "02"}, {"ff", "03"}
        }) {
      String parent = "traceparent: 00-" + TRACE + "-" + SPAN + "-" + flags[0];
      assertThat(traceparent(call(client, List.of(parent)))).endsWith("-" + flags[1]);
    }
  }

  /** Lines of tracestate that are sent on, all in one (3.3.1). */
  static Stream<Arguments> kept() {
    String key = "abcdefghijklmnopqrstuvwxyz0123456789_-*/";
    String value = printable();
    return onEach(
        List.of(
            List.of("tracestate: foo=1"),
            List.of("tracestate: foo=1,bar=2"),
            List.of("TraceState: foo=1"),
            List.of("TRACESTATE: foo=1"),
            List.of("tracestate: 0=1", "tracestate: a/b=2", "tracestate: baz=3"),
            // Empty members and lines are allowed.
            List.of("tracestate:", "tracestate: foo=1"),
            List.of("tracestate: foo=1", "tracestate:"),
            List.of("tracestate: foo=1,,bar=2"),
            // White space around members.
            List.of("tracestate: \t foo=1 \t "),
            List.of("tracestate: foo=1 \t , \t bar=2,\tbaz=3"),
            // Twice the same key: left to those who know it.
            List.of("tracestate: foo=1,foo=1"),
            List.of("tracestate: foo=1", "tracestate: foo=2"),
            // All that keys and values may have.
            List.of("tracestate: " + key + "=" + value),
            List.of("tracestate: " + key + "@" + key + "=" + value),
            List.of("tracestate: foo@=1,bar=2"),
            List.of("tracestate: a@@b=1,c@d@e=2"),
            // Limits: 256 characters for key and value, 32 members.
            List.of("tracestate: foo=1", "tracestate: " + "k".repeat(256) + "=" + "v".repeat(256)),
            List.of("tracestate: " + "k".repeat(250) + "@v=1"),
            List.of("tracestate: k@" + "v".repeat(200) + "=1"),
            List.of("tracestate: " + members(1, 20), "tracestate: " + members(21, 32))));
  }

  @ParameterizedTest
  @MethodSource("kept")
  void tracestate_wellFormed_isSentOn(Client client, List<String> lines) throws Exception {
    List<String> withParent = new ArrayList<>(lines);
    withParent.add(0, PARENT);
    Callee.Received received = call(client, withParent);

    assertThat(received.values("tracestate")).hasSize(1);
    assertThat(members(received.values("tracestate"))).isEqualTo(members(values(lines)));
  }

  /** Lines of tracestate that are dropped as a whole, while the trace goes on (3.3.1). */
  static Stream<Arguments> dropped() {
    return onEach(
        List.of(
            List.of("tracestate:"),
            List.of("trace-state: foo=1"),
            List.of("trace.state: foo=1"),
            List.of("tracestate: foo"),
            List.of("tracestate: =1"),
            List.of("tracestate: foo =1"),
            List.of("tracestate: Foo=1,bar=2"),
            List.of("tracestate: foo.bar=1"),
            List.of("tracestate: _foo=1"),
            List.of("tracestate: @foo=1,bar=2"),
            List.of("tracestate: bar=2", "tracestate: foo$=1"),
            List.of("tracestate: foo=1=2"),
            List.of("tracestate: foo=,bar=2"),
            List.of("tracestate: foo=1", "tracestate: " + "k".repeat(257) + "=1"),
            List.of("tracestate: foo=1", "tracestate: bar=" + "v".repeat(257)),
            List.of("tracestate: " + members(1, 20), "tracestate: " + members(21, 33)),
            List.of("tracestate: " + members(1, 1_000))));
  }

  @ParameterizedTest
  @MethodSource("dropped")
  void tracestate_malformed_isNotSentOn(Client client, List<String> lines) throws Exception {
    List<String> withParent = new ArrayList<>(lines);
    withParent.add(0, PARENT);
    Callee.Received received = call(client, withParent);

    assertThat(traceparent(received)).startsWith("00-" + TRACE + "-");
    assertThat(received.values("tracestate")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Client.class)
  void calls_three_haveOneTraceAndParentsOfTheirOwn(Client client) throws Exception {
    for (List<String> lines :
        List.of(List.of(PARENT), List.<String>of(), List.of("traceparent: 00-x"))) {
      send(client, lines, 3);
      Set<String> traces = new HashSet<>();
      Set<String> parents = new HashSet<>();
      for (int i = 0; i < 3; i++) {
        String sent = traceparent(callee.next());
        traces.add(sent.substring(3, 35));
        parents.add(sent.substring(36, 52));
      }
      assertThat(traces).hasSize(1);
      assertThat(parents).hasSize(3);
    }
  }

  /** 64 KB of anything go through; the trace begins anew. */
  @ParameterizedTest
  @EnumSource(Client.class)
  void headers_absurd_requestIsServed(Client client) throws Exception {
    for (String value :
        List.of("0".repeat(64 << 10), "00-\u00e4\u00ff", "\u0001\u0002", "=,=,=,;;;", "%00%ff")) {
      for (String name : List.of("traceparent", "tracestate", "baggage")) {
        assertThat(traceparent(call(client, List.of(name + ": " + value)))).endsWith("-03");
      }
    }
  }

  private static Callee.Received call(Client client, List<String> lines) throws Exception {
    send(client, lines, 1);
    return callee.next();
  }

  private static void send(Client client, List<String> lines, int times) throws IOException {
    String call = "{\"url\": \"" + callee.url() + "\", \"arguments\": []}";
    String body = "[" + String.join(",", Collections.nCopies(times, call)) + "]";
    List<String> all = new ArrayList<>(lines);
    all.add("Content-Length: " + body.length());
    all.add("Connection: close");
    int port = SERVICES.get(client).port();
    String head = HttpWire.head(port, "POST", "/test", all.toArray(new String[0]));
    assertThat(HttpWire.sendText(port, head + "\r\n" + body).status()).isEqualTo(200);
  }

  private static String traceparent(Callee.Received received) {
    assertThat(received.values("traceparent")).hasSize(1);
    String sent = received.values("traceparent").get(0);
    assertThat(sent).matches(SENT);
    return sent;
  }

  private static Stream<Arguments> onEach(List<List<String>> lines) {
    return Stream.of(Client.values())
        .flatMap(client -> lines.stream().map(each -> Arguments.of(client, each)));
  }

  private static List<String> values(List<String> lines) {
    return lines.stream().map(line -> line.substring(line.indexOf(':') + 1)).toList();
  }

  /** The members of several lists, without those that are empty. */
  private static List<String> members(List<String> lists) {
    return lists.stream()
        .flatMap(list -> Stream.of(list.split(",", -1)))
        .map(String::strip)
        .filter(member -> !member.isEmpty())
        .toList();
  }

  private static String members(int first, int last) {
    List<String> members = new ArrayList<>();
    for (int i = first; i <= last; i++) {
      members.add("m" + i + "=" + i);
    }
    return String.join(",", members);
  }

  private static String printable() {
    StringBuilder all = new StringBuilder();
    for (char c = 0x20; c <= 0x7E; c++) {
      if (c != ',' && c != '=') {
        all.append(c);
      }
    }
    return all.toString();
  }
}
