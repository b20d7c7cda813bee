// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  private final Map<String, String> properties = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  @TempDir Path directory;

  private Settings settings() {
    return new Settings(
        properties, environment, new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private List<String> lines() {
    return err.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void string_everySource_propertyBeatsEnvironmentBeatsFile() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("agent.properties"),
            "otel.a.b-c=file\notel.service.name=K\u00e4se\nheddle.x=file\notel.d=file\n");
    environment.put("OTEL_JAVAAGENT_CONFIGURATION_FILE", file.toString());
    environment.put("OTEL_A_B_C", "environment");
    environment.put("HEDDLE_X", "environment");
    properties.put("otel.a.b-c", "property");
    Settings settings = settings();
    assertThat(settings.string("otel.a.b-c")).isEqualTo("property");
    assertThat(settings.string("heddle.x")).isEqualTo("environment");
    assertThat(settings.string("otel.d")).isEqualTo("file");
    assertThat(settings.string("otel.service.name")).isEqualTo("K\u00e4se");
    assertThat(settings.string("otel.none", "fallback")).isEqualTo("fallback");
    assertThat(settings.string("otel.none")).isNull();
    assertThat(lines()).isEmpty();
  }

  @Test
  void string_emptyOrBlank_countsAsUnset() {
    properties.put("otel.a", "");
    environment.put("OTEL_A", "  ");
    assertThat(settings().string("otel.a", "fallback")).isEqualTo("fallback");
    assertThat(settings().isSet("otel.a")).isFalse();
  }

  @Test
  void string_propertyWithDotForDash_isFound() {
    properties.put("otel.instrumentation.kafka.clients.enabled", "false");
    assertThat(settings().instrumentationEnabled("kafka-clients")).isFalse();
  }

  @Test
  void configurationFile_missing_oneLine() {
    properties.put("otel.javaagent.configuration-file", "/nowhere/agent.properties");
    assertThat(settings().string("otel.a")).isNull();
    assertThat(lines())
        .containsExactly(
            "[heddle] otel.javaagent.configuration-file=/nowhere/agent.properties: accepted is a"
                + " readable properties file; no file is used");
  }

  @Test
  void configurationFile_badEscape_oneLine() throws IOException {
    Path file = Files.writeString(directory.resolve("agent.properties"), "otel.a=\\u00zz\n");
    properties.put("otel.javaagent.configuration-file", file.toString());
    assertThat(settings().string("otel.a")).isNull();
    assertThat(lines()).hasSize(1);
  }

  @Test
  void read_agentArguments_beatSystemProperties() {
    System.setProperty("otel.settings.test", "property");
    try {
      Settings settings = Settings.read("otel.settings.test=argument; heddle.test = a=b ;");
      assertThat(settings.string("otel.settings.test")).isEqualTo("argument");
      assertThat(settings.string("heddle.test")).isEqualTo("a=b");
      assertThat(Settings.read(null).string("otel.settings.test")).isEqualTo("property");
    } finally {
      System.clearProperty("otel.settings.test");
    }
  }

  @Test
  void read_argumentWithoutValue_oneLine() {
    PrintStream before = System.err;
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      assertThat(Settings.read("debug;otel.a=1").string("otel.a")).isEqualTo("1");
    } finally {
      System.setErr(before);
    }
    assertThat(lines())
        .containsExactly(
            "[heddle] agent argument debug: accepted is name=value;name=value; it is ignored");
  }

  @ParameterizedTest
  @CsvSource({"true,true", "TRUE,true", "False,false", "yes,true", "1,true", "on,true"})
  void bool_anyText_trueOrFalseOrFallback(String text, boolean expected) {
    environment.put("OTEL_B", text);
    assertThat(settings().bool("otel.b", true)).isEqualTo(expected);
    assertThat(lines()).hasSize(text.matches("(?i)true|false") ? 0 : 1);
  }

  @Test
  void malformed_askedTwice_oneLineNamesTheVariable() {
    environment.put("OTEL_BSP_MAX_QUEUE_SIZE", "many");
    Settings settings = settings();
    assertThat(settings.integer("otel.bsp.max.queue.size", 2048, 1, 10_000)).isEqualTo(2048);
    assertThat(settings.integer("otel.bsp.max.queue.size", 2048, 1, 10_000)).isEqualTo(2048);
    assertThat(lines())
        .containsExactly(
            "[heddle] OTEL_BSP_MAX_QUEUE_SIZE=many: accepted is a whole number from 1 to 10000;"
                + " 2048 is used");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "10001", "1.5", "0x10", "99999999999999999999", "-1"})
  void integer_outOfRange_fallback(String text) {
    properties.put("otel.n", text);
    assertThat(settings().integer("otel.n", 7, 1, 10_000)).isEqualTo(7);
    assertThat(lines()).singleElement().asString().startsWith("[heddle] otel.n=" + text + ": ");
  }

  @Test
  void number_inRange_isRead() {
    properties.put("otel.n", " 42 ");
    assertThat(settings().number("otel.n", 7, 0, Long.MAX_VALUE)).isEqualTo(42);
  }

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "5000,5000",
    "1ns,1",
    "1000000ns,1",
    "1500us,2",
    "250ms,250",
    "10s,10000",
    "10 s,10000",
    "2m,120000",
    "1h,3600000",
    "1d,86400000",
    "3S,3000"
  })
  void durationMillis_anyUnit_millis(String text, long expected) {
    properties.put("otel.t", text);
    assertThat(settings().durationMillis("otel.t", 1, 0)).isEqualTo(expected);
    assertThat(lines()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "10x", "-1", "1.5s", "s", "9223372036854775807d", "0ms"})
  void durationMillis_malformedOrTooShort_fallback(String text) {
    properties.put("otel.t", text);
    assertThat(settings().durationMillis("otel.t", 77, 1)).isEqualTo(77);
    assertThat(lines()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"0,0", "0.25,0.25", "1,1", "1.1,0.5", "-0.1,0.5", "NaN,0.5", "half,0.5"})
  void ratio_anyText_shareOrFallback(String text, double expected) {
    properties.put("otel.r", text);
    assertThat(settings().ratio("otel.r", 0.5)).isEqualTo(expected);
    assertThat(lines()).hasSize(expected == 0.5 ? 1 : 0);
  }

  @Test
  void oneOf_anyCase_acceptedSpelling() {
    properties.put("otel.e", "GRPC");
    properties.put("otel.f", "thrift");
    Settings settings = settings();
    assertThat(settings.oneOf("otel.e", "http", "grpc", "http")).isEqualTo("grpc");
    assertThat(settings.oneOf("otel.f", "http", "grpc", "http")).isEqualTo("http");
    assertThat(lines())
        .containsExactly("[heddle] otel.f=thrift: accepted is one of [grpc, http]; http is used");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a,B,a | a,b | 0",
        "b | b | 0",
        "none | '' | 0",
        "a,none | '' | 1",
        "a,x | a | 1",
        "x,y | a,b | 1",
        ", | a,b | 0"
      })
  void someOf_anyList_wordsInOrder(String text, String expected, int complaints) {
    properties.put("otel.l", text);
    assertThat(String.join(",", settings().someOf("otel.l", List.of("a", "b"), "a", "b")))
        .isEqualTo(expected);
    assertThat(lines()).hasSize(complaints);
  }

  @Test
  void list_blanksAndEmptyItems_areLeftOut() {
    properties.put("otel.l", " a ,, b,");
    assertThat(settings().list("otel.l")).containsExactly("a", "b");
    assertThat(settings().list("otel.other")).isEmpty();
  }

  @Test
  void map_percentEncoded_isDecoded() {
    properties.put("otel.m", "a=b%20c, d = e=f ,g=%C3%A4,h=100%,i=,j=1+1");
    assertThat(new ArrayList<>(settings().map("otel.m").entrySet()))
        .hasToString("[a=b c, d=e=f, g=\u00e4, h=100%, j=1+1]");
  }

  @Test
  void map_malformedHeaders_oneLineWithoutTheSecret() {
    environment.put("OTEL_EXPORTER_OTLP_HEADERS", "Authorization: Bearer hunter2");
    environment.put("OTEL_EXPORTER_OTLP_TRACES_HEADERS", "=hunter2");
    Settings settings = settings();
    assertThat(settings.map("otel.exporter.otlp.headers")).isEmpty();
    assertThat(settings.map("otel.exporter.otlp.traces.headers")).isEmpty();
    assertThat(lines()).hasSize(2);
    assertThat(lines().get(0)).startsWith("[heddle] OTEL_EXPORTER_OTLP_HEADERS=***: accepted is ");
    assertThat(err.toString(StandardCharsets.UTF_8)).doesNotContain("hunter2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost:4318",
        "ftp://a",
        "http://",
        "http://a?b=c",
        "http://a#b",
        "http://a b"
      })
  void url_malformed_fallback(String text) {
    properties.put("otel.u", text);
    assertThat(settings().url("otel.u", "http://fallback")).isEqualTo("http://fallback");
    assertThat(lines()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://otel_collector:4318", "HTTPS://h/x/", "http://[::1]:4318"})
  void url_wellFormed_isKept(String text) {
    properties.put("otel.u", text);
    assertThat(settings().url("otel.u", "http://fallback")).isEqualTo(text);
  }

  @Test
  void url_malformedWithPassword_passwordIsNotShown() {
    properties.put("otel.u", "ftp://user:hunter2@host/x");
    settings().url("otel.u", "http://fallback");
    assertThat(lines().get(0)).startsWith("[heddle] otel.u=ftp://***@host/x: accepted is ");
  }

  @Test
  void malformed_longValueWithLineBreaks_oneBoundedLine() {
    properties.put("otel.n", "a\nb\r\n" + "x".repeat(10_000));
    settings().integer("otel.n", 1, 0, 9);
    assertThat(lines()).singleElement().asString().contains("a b  xxx").hasSizeLessThan(400);
  }

  @Test
  void file_missingOrDirectory_nullAndOneLineEach() throws IOException {
    Path file = Files.writeString(directory.resolve("ca.pem"), "x");
    properties.put("otel.a", file.toString());
    properties.put("otel.b", directory.toString());
    properties.put("otel.c", "/nowhere/ca.pem");
    Settings settings = settings();
    assertThat(settings.file("otel.a")).isEqualTo(file.toFile());
    assertThat(settings.file("otel.b")).isNull();
    assertThat(settings.file("otel.c")).isNull();
    assertThat(lines())
        .hasSize(2)
        .contains(
            "[heddle] otel.c=/nowhere/ca.pem: accepted is a file that exists and can be read; it"
                + " is ignored");
  }

  @Test
  void instrumentationEnabled_names_firstThatIsSetWins() {
    environment.put("OTEL_INSTRUMENTATION_APACHE_HTTPCLIENT_5_0_ENABLED", "true");
    environment.put("OTEL_INSTRUMENTATION_APACHE_HTTPCLIENT_ENABLED", "false");
    Settings settings = settings();
    assertThat(settings.instrumentationEnabled("apache-httpclient-5.0", "apache-httpclient"))
        .isTrue();
    assertThat(settings.instrumentationEnabled("apache-httpclient-4.0", "apache-httpclient"))
        .isFalse();
    assertThat(settings.instrumentationEnabled("jdbc")).isTrue();
    assertThat(settings.instrumentationEnabled(false, "jdbc-datasource")).isFalse();
  }

  @Test
  void instrumentationEnabled_commonOff_onlyNamedOnesAreOn() {
    environment.put("OTEL_INSTRUMENTATION_COMMON_DEFAULT_ENABLED", "false");
    environment.put("OTEL_INSTRUMENTATION_JDBC_ENABLED", "true");
    environment.put("OTEL_INSTRUMENTATION_GRPC_ENABLED", "yes");
    Settings settings = settings();
    assertThat(settings.instrumentationEnabled("jdbc")).isTrue();
    assertThat(settings.instrumentationEnabled("kafka-clients", "kafka")).isFalse();
    assertThat(settings.instrumentationEnabled("grpc-1.6", "grpc")).isFalse();
    assertThat(lines())
        .containsExactly(
            "[heddle] OTEL_INSTRUMENTATION_GRPC_ENABLED=yes: accepted is true or false; false is"
                + " used");
  }

  @Test
  void names_afterQuestions_areThoseAskedFor() {
    Settings settings = settings();
    settings.string("otel.service.name");
    settings.bool("heddle.x", true);
    assertThat(settings.names())
        .containsExactly("heddle.x", "otel.javaagent.configuration-file", "otel.service.name");
  }
}
