// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.httpurlconnection;

import static io.heddle.testing.TraceAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.heddle.testing.SpanRecord.Kind;
import io.heddle.testing.SpanRecord.Status;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@UnderAgent
class HttpsUrlConnectionTest {
  private static final String PASSWORD = "changeit";

  @TempDir static Path folder;
  private static SSLContext context;
  private static HttpsServer server;

  @BeforeAll
  static void start() throws Exception {
    context = context(certificate());
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterAll
  static void stop() {
    server.stop(0);
  }

  @Test
  void getResponseCode_trusted_isTracedToTheServer(Traces traces) throws IOException {
    HttpsURLConnection connection = open();
    connection.setSSLSocketFactory(context.getSocketFactory());
    connection.connect();
    assertThat(connection.getCipherSuite()).isNotNull();
    assertThat(connection.getResponseCode()).isEqualTo(200);

    assertThat(traces.awaitSpans(2)).hasSize(2);
    assertThat(traces.awaitTrace())
        .hasSpans(
            span ->
                span.hasName("GET")
                    .hasKind(Kind.CLIENT)
                    .hasAttributesExactly(
                        "http.request.method",
                        "GET",
                        "url.full",
                        url(),
                        "server.address",
                        "localhost",
                        "server.port",
                        server.getAddress().getPort(),
                        "http.response.status_code",
                        200,
                        "network.protocol.version",
                        "1.1")
                    .hasStatus(Status.UNSET),
            span -> span.hasKind(Kind.SERVER).isChildOf(0));
  }

  @Test
  void connect_untrusted_recordsExceptionOnce(Traces traces) throws IOException {
    HttpsURLConnection connection = open();
    assertThatThrownBy(connection::connect).isInstanceOf(SSLHandshakeException.class);

    assertThat(traces.awaitTrace())
        .hasSpans(
            span ->
                span.hasName("GET")
                    .hasKind(Kind.CLIENT)
                    .hasAttribute("error.type", "javax.net.ssl.SSLHandshakeException")
                    .hasStatus(Status.ERROR)
                    .hasException(SSLHandshakeException.class));
    traces.assertNoMoreSpans(Duration.ofMillis(300));
  }

  private static String url() {
    return "https://localhost:" + server.getAddress().getPort() + "/";
  }

  private static HttpsURLConnection open() throws IOException {
    return (HttpsURLConnection) URI.create(url()).toURL().openConnection();
  }

  private static Path certificate() throws Exception {
    Path store = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    return store;
  }

  private static SSLContext context(Path store) throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, PASSWORD.toCharArray());
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("own", keys.getCertificate("mykey"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext made = SSLContext.getInstance("TLS");
    made.init(own.getKeyManagers(), trust.getTrustManagers(), null);
    return made;
  }
}
