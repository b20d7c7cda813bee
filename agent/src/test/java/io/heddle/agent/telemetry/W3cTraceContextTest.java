// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class W3cTraceContextTest {
  private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN_ID = "b7ad6b7169203331";
  private static final String IDS = TRACE_ID + "-" + SPAN_ID;
  private static final String PARENT = "00-" + IDS + "-01";

  private static SpanContext extract(Lines lines) {
    return Span.fromContext(W3cTraceContext.instance().extract(Context.root(), lines, Lines.GETTER))
        .getSpanContext();
  }

  private static TreeMap<String, String> inject(SpanContext span) {
    TreeMap<String, String> carrier = new TreeMap<>();
    W3cTraceContext.instance()
        .inject(
            Context.root().with(Span.wrap(span)),
            carrier,
            (map, key, value) -> map.put(key, value));
    return carrier;
  }

  /** The tracestate that is sent on for these received lines. */
  private static String passedOn(String... tracestates) {
    Lines lines = new Lines().add("traceparent", PARENT);
    for (String line : tracestates) {
      lines.add("tracestate", line);
    }
    SpanContext span = extract(lines);
    assertThat(span.isValid()).as("a bad tracestate never invalidates traceparent").isTrue();
    return inject(span).get("tracestate");
  }

  static Stream<Arguments> accepted() {
    return Stream.of(
        arguments("00-" + IDS + "-00", "00"),
        arguments("00-" + IDS + "-01", "01"),
        arguments("00-" + IDS + "-02", "02"),
        arguments("00-" + IDS + "-03", "03"),
        arguments("00-" + IDS + "-ff", "03"),
        arguments("00-" + IDS + "-fc", "00"),
        arguments("cc-" + IDS + "-01", "01"),
        arguments("cc-" + IDS + "-01-what-the-future-will-be-like", "01"),
        arguments("01-" + IDS + "-09-", "01"),
        arguments(" \t" + PARENT, "01"),
        arguments(PARENT + "\t ", "01"));
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void extract_wellFormed_isSentOnAsVersion00WithKnownFlags(String header, String flags) {
    SpanContext span = extract(new Lines().add("traceparent", header));
    assertThat(span.getTraceId()).isEqualTo(TRACE_ID);
    assertThat(span.getSpanId()).isEqualTo(SPAN_ID);
    assertThat(span.isRemote()).isTrue();
    assertThat(span.isSampled()).isEqualTo(flags.endsWith("1") || flags.endsWith("3"));
    assertThat(span.getTraceFlags().isTraceIdRandom())
        .isEqualTo(flags.endsWith("2") || flags.endsWith("3"));
    assertThat(inject(span)).containsExactly(Map.entry("traceparent", "00-" + IDS + "-" + flags));
  }

  static Stream<String> rejected() {
    return Stream.of(
        "",
        " ",
        // version
        "ff-" + IDS + "-01",
        ".0-" + IDS + "-01",
        "0.-" + IDS + "-01",
        "CC-" + IDS + "-01",
        "000-" + IDS + "-01",
        "0000-" + IDS + "-01",
        "0-" + IDS + "-01",
        // length
        PARENT + ".",
        PARENT + "-",
        PARENT + "-extra",
        "cc-" + IDS + "-0",
        "cc-" + IDS + "-01.what",
        "cc-" + IDS + "-01,cc-" + IDS + "-01",
        // trace id
        "00-" + "0".repeat(32) + "-" + SPAN_ID + "-01",
        "00-." + TRACE_ID.substring(1) + "-" + SPAN_ID + "-01",
        "00-" + TRACE_ID.substring(1) + ".-" + SPAN_ID + "-01",
        "00-" + TRACE_ID.toUpperCase(Locale.ROOT) + "-" + SPAN_ID + "-01",
        "00-" + TRACE_ID + "0-" + SPAN_ID + "-01",
        "00-" + TRACE_ID.substring(1) + "-" + SPAN_ID + "-01",
        // parent id
        "00-" + TRACE_ID + "-" + "0".repeat(16) + "-01",
        "00-" + TRACE_ID + "-." + SPAN_ID.substring(1) + "-01",
        "00-" + TRACE_ID + "-B" + SPAN_ID.substring(1) + "-01",
        "00-" + TRACE_ID + "-" + SPAN_ID + "0-01",
        "00-" + TRACE_ID + "-" + SPAN_ID.substring(1) + "-01",
        // flags
        "00-" + IDS + "-.0",
        "00-" + IDS + "-0.",
        "00-" + IDS + "-0A",
        "00-" + IDS + "-001",
        "00-" + IDS + "-1",
        "00-" + IDS + "-",
        "00-" + IDS,
        // separators
        "00_" + IDS + "-01",
        "00-" + TRACE_ID + "_" + SPAN_ID + "-01",
        "00-" + IDS + "_01",
        "00 -" + IDS + "-1");
  }

  @ParameterizedTest
  @MethodSource("rejected")
  void extract_malformed_restartsTraceAndDropsTracestate(String header) {
    Lines lines = new Lines().add("traceparent", header).add("tracestate", "foo=1");
    assertThat(extract(lines)).isSameAs(SpanContext.getInvalid());
  }

  @Test
  void extract_headerMissing_contextIsUnchanged() {
    Context context = Context.root();
    Lines lines = new Lines().add("tracestate", "foo=1");
    assertThat(W3cTraceContext.instance().extract(context, lines, Lines.GETTER)).isSameAs(context);
  }

  @ParameterizedTest
  @CsvSource({"trace-parent", "trace.parent"})
  void extract_otherHeaderNames_areNotRead(String name) {
    assertThat(extract(new Lines().add(name, PARENT)).isValid()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"TraceParent,TraceState", "TRACEPARENT,TRACESTATE"})
  void extract_anyCaseOfNames_isRead(String traceparent, String tracestate) {
    SpanContext span = extract(new Lines().add(traceparent, PARENT).add(tracestate, "foo=1"));
    assertThat(span.getTraceId()).isEqualTo(TRACE_ID);
    assertThat(span.getTraceState().get("foo")).isEqualTo("1");
  }

  @Test
  void extract_repeatedTraceparent_isRejected() {
    Lines different =
        new Lines()
            .add("traceparent", PARENT)
            .add("traceparent", "00-" + "1".repeat(32) + "-" + SPAN_ID + "-01");
    assertThat(extract(different).isValid()).isFalse();
    assertThat(extract(new Lines().add("traceparent", PARENT).add("traceparent", PARENT)).isValid())
        .isFalse();
  }

  static Stream<Arguments> tracestates() {
    String longest = "a".repeat(256) + "=" + "b".repeat(256);
    return Stream.of(
        arguments("foo=1", "foo=1"),
        arguments("foo=1,bar=2", "foo=1,bar=2"),
        // white space and empty members
        arguments(" \tfoo=1 \t,\t bar=2\t", "foo=1 \t,\t bar=2"),
        arguments("foo=1,,bar=2,", "foo=1,,bar=2,"),
        arguments("", null),
        arguments(" \t ", null),
        arguments(",", null),
        // keys, level 2
        arguments("0=1", "0=1"),
        arguments("foo@=1,bar=2", "foo@=1,bar=2"),
        arguments("foo@@bar=1,bar=2", "foo@@bar=1,bar=2"),
        arguments("foo@bar@baz=1", "foo@bar@baz=1"),
        arguments("tenant@vendor=1", "tenant@vendor=1"),
        arguments("0az_-*/@=1", "0az_-*/@=1"),
        arguments(longest, longest),
        arguments("t".repeat(242) + "@v=1", "t".repeat(242) + "@v=1"),
        arguments("z".repeat(257) + "=1", null),
        arguments("@foo=1,bar=2", null),
        arguments("_foo=1", null),
        arguments("fOO=1,bar=2", null),
        arguments("foo =1", null),
        arguments("fo o=1", null),
        arguments("foo.bar=1", null),
        arguments("=1", null),
        arguments("foo", null),
        arguments("foo,bar=2", null),
        // values
        arguments(
            "foo=\u0020!\"#$%&'()*+-./0123456789:;<>?@AZ[\\]^_`az{|}~",
            "foo=\u0020!\"#$%&'()*+-./0123456789:;<>?@AZ[\\]^_`az{|}~"),
        arguments("foo= 1", "foo= 1"),
        arguments("foo=", null),
        arguments("foo= ", null),
        arguments("foo=1=2", null),
        arguments("foo=a\tb", null),
        arguments("foo=\u00e4", null),
        arguments("foo=\u007f", null),
        arguments("foo=" + "v".repeat(257), null),
        // one bad member drops the list
        arguments("foo=1,Bar=2", null),
        // duplicates are kept
        arguments("foo=1,foo=1", "foo=1,foo=1"),
        arguments("foo=1,foo=2", "foo=1,foo=2"),
        // member limit
        arguments(members(32), members(32)),
        arguments(members(32) + ",,", members(32) + ",,"),
        arguments(members(33), null));
  }

  private static String members(int count) {
    List<String> members = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      members.add("bar" + i + "=" + i);
    }
    return String.join(",", members);
  }

  @ParameterizedTest
  @MethodSource("tracestates")
  void tracestate_oneLine_passedOnUnchangedOrDropped(String header, String expected) {
    assertThat(passedOn(header)).isEqualTo(expected);
  }

  @Test
  void tracestate_severalLines_areOneListInOrder() {
    assertThat(passedOn("foo=1", "bar=2")).isEqualTo("foo=1,bar=2");
    assertThat(passedOn("foo=1", "", "bar=2,baz=3")).isEqualTo("foo=1,,bar=2,baz=3");
    assertThat(passedOn("", "")).isNull();
    assertThat(passedOn("foo=1", "Bad=2")).isNull();
    assertThat(passedOn(members(16), members(16))).isEqualTo(members(16) + "," + members(16));
    assertThat(passedOn(members(16), members(17))).isNull();
    assertThat(passedOn("foo=1", " ".repeat(20_000), "bar=2")).isNull();
  }

  @Test
  void tracestate_largestList_isKept() {
    List<String> members = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      members.add("k".repeat(256) + "=" + "v".repeat(256));
    }
    String largest = String.join(",", members);
    assertThat(passedOn(largest)).isEqualTo(largest);
  }

  @Test
  void inject_noSpan_nothing() {
    assertThat(inject(SpanContext.getInvalid())).isEmpty();
  }

  @Test
  void inject_stateOfTheSdk_isWritten() {
    TraceState state = TraceState.builder().put("b", "2").put("a", "1").build();
    SpanContext span = SpanContext.create(TRACE_ID, SPAN_ID, TraceFlags.getDefault(), state);
    assertThat(inject(span))
        .containsEntry("traceparent", "00-" + IDS + "-00")
        .containsEntry("tracestate", "a=1,b=2");
  }

  @Test
  void fields_always_bothHeaders() {
    assertThat(W3cTraceContext.instance().fields()).containsExactly("traceparent", "tracestate");
  }

  @ParameterizedTest
  @CsvSource({"00,00", "01,01", "02,02", "03,03"})
  void inject_childOfTheSdk_keepsTraceRandomFlagAndTracestate(String received, String sent) {
    String state = "0a@b@c=1 ,, foo=1,foo=2";
    Lines lines =
        new Lines().add("traceparent", "00-" + IDS + "-" + received).add("tracestate", state);
    Context parent = W3cTraceContext.instance().extract(Context.root(), lines, Lines.GETTER);
    try (SdkTracerProvider provider = SdkTracerProvider.builder().build()) {
      Span span = provider.get("test").spanBuilder("child").setParent(parent).startSpan();
      TreeMap<String, String> carrier = inject(span.getSpanContext());
      assertThat(carrier)
          .containsEntry(
              "traceparent",
              "00-" + TRACE_ID + "-" + span.getSpanContext().getSpanId() + "-" + sent)
          .containsEntry("tracestate", state);
    }
  }

  @Test
  void anyMethod_nullArguments_nothingIsThrown() {
    W3cTraceContext propagator = W3cTraceContext.instance();
    TreeMap<String, String> carrier = new TreeMap<>();
    Lines lines = new Lines().add("traceparent", PARENT);
    propagator.inject(null, carrier, (map, key, value) -> map.put(key, value));
    propagator.inject(Context.root(), carrier, null);
    assertThat(carrier).isEmpty();
    assertThat(propagator.extract(null, lines, Lines.GETTER)).isSameAs(Context.root());
    assertThat(propagator.extract(Context.root(), lines, null)).isSameAs(Context.root());
  }
}
