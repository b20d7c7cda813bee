// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.springwebmvc.clients;

import static io.heddle.testing.TraceAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.heddle.testing.HttpWire;
import io.heddle.testing.SpanAssert;
import io.heddle.testing.SpanRecord.Kind;
import io.heddle.testing.SpanRecord.Status;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.SpringVersion;
import org.springframework.http.client.BufferingClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.web.client.RestTemplate;

/**
 * Spring's blocking clients have no instrumentation: the library below records the request, once.
 */
@UnderAgent
class LayersTest {
  private static final String SIMPLE = "SimpleClientHttpRequestFactory";
  private static final String JDK = "JdkClientHttpRequestFactory"; // added in 6.1
  private static final String APACHE = "HttpComponentsClientHttpRequestFactory";
  private static final String OKHTTP = "OkHttp3ClientHttpRequestFactory"; // removed in 7.0

  private static final ExecutorService threads = Executors.newCachedThreadPool();

  private static HttpServer server;
  private static String url;
  private static volatile UnaryOperator<String> client;

  @BeforeAll
  static void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/outer", exchange -> answer(exchange, 200, client.apply(url + "/inner")));
    server.createContext("/inner", exchange -> answer(exchange, 200, "inner"));
    server.createContext("/failing", exchange -> answer(exchange, 500, "no"));
    server.setExecutor(threads);
    server.start();
    url = "http://localhost:" + server.getAddress().getPort();
  }

  @AfterAll
  static void stop() {
    server.stop(0);
    threads.shutdown();
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.US_ASCII);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  static List<String> layers() {
    String version = String.valueOf(SpringVersion.getVersion());
    List<String> layers = new ArrayList<>(List.of(SIMPLE, APACHE));
    if (version.charAt(0) >= '6') {
      layers.add(JDK);
    }
    if (version.charAt(0) < '7') {
      layers.add(OKHTTP);
    }
    return layers;
  }

  /** Those of {@link #layers}, where there is a {@code RestClient}. */
  static List<String> restClientLayers() {
    return layers().contains(JDK) ? layers() : List.of();
  }

  @Test
  void layers_ofThisVersion_areThose() {
    for (String name : List.of(SIMPLE, JDK, APACHE, OKHTTP)) {
      boolean isThere =
          LayersTest.class.getResource("/org/springframework/http/client/" + name + ".class")
              != null;
      assertThat(isThere).as(name).isEqualTo(layers().contains(name));
    }
  }

  @ParameterizedTest
  @MethodSource("layers")
  void template_get_isOneClientSpan(String layer, Traces traces) throws Exception {
    RestTemplate template = new RestTemplate(factory(layer));
    client = target -> template.getForObject(target, String.class);

    oneCall(traces);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void template_buffering_isOneClientSpan(String layer, Traces traces) throws Exception {
    RestTemplate template = new RestTemplate(new BufferingClientHttpRequestFactory(factory(layer)));
    client = target -> template.postForObject(target, "body", String.class);

    oneCall(traces);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void template_errorStatus_isOneClientSpan(String layer, Traces traces) throws Exception {
    RestTemplate template = new RestTemplate(factory(layer));
    assertThatThrownBy(() -> template.getForObject(url + "/failing", String.class))
        .hasMessageContaining("500");

    traces.awaitSpans(2);
    assertThat(traces.awaitTrace())
        .hasSpans(
            span ->
                span.hasKind(Kind.CLIENT)
                    .hasStatus(Status.ERROR)
                    .hasAttribute("http.response.status_code", 500)
                    .hasNoParent(),
            span -> span.hasKind(Kind.SERVER).isChildOf(0));
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("restClientLayers")
  void restClient_get_isOneClientSpan(String layer, Traces traces) throws Exception {
    client = RestClients.get(factory(layer));

    oneCall(traces);
  }

  private static void oneCall(Traces traces) throws IOException {
    assertThat(HttpWire.get(server.getAddress().getPort(), "/outer").text()).endsWith("inner");

    traces.awaitSpans(3);
    assertThat(traces.awaitTrace())
        .hasSpans(
            span -> span.hasKind(Kind.SERVER).hasNoParent(),
            span ->
                span.hasKind(Kind.CLIENT)
                    .isChildOf(0)
                    .hasAttribute("url.full", url + "/inner")
                    .hasAttribute("http.response.status_code", 200),
            LayersTest::isInner);
  }

  private static void isInner(SpanAssert span) {
    span.hasKind(Kind.SERVER).isChildOf(1).hasAttribute("url.path", "/inner");
  }

  private static ClientHttpRequestFactory factory(String name) throws Exception {
    return (ClientHttpRequestFactory)
        Class.forName("org.springframework.http.client." + name).getConstructor().newInstance();
  }
}
