// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry.otlp;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** What an endpoint trusts and how it shows itself in TLS. Immutable. */
final class Tls {
  final SSLSocketFactory sockets;
  final X509TrustManager trust;

  private Tls(SSLSocketFactory sockets, X509TrustManager trust) {
    this.sockets = sockets;
    this.trust = trust;
  }

  /**
   * Reads the endpoint's PEM files.
   *
   * @throws SSLException when a file cannot be read or holds something else
   */
  static Tls load(OtlpEndpoint endpoint) throws IOException {
    try {
      X509TrustManager trust = trust(endpoint.certificate);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          keys(endpoint.clientKey, endpoint.clientCertificate), new TrustManager[] {trust}, null);
      return new Tls(context.getSocketFactory(), trust);
    } catch (IOException | GeneralSecurityException broken) {
      throw new SSLException("TLS cannot be set up: " + broken, broken);
    }
  }

  /** A TLS socket over the connected one, after a handshake that verified the host's name. */
  SSLSocket over(Socket transport, OtlpUrl url) throws IOException {
    SSLSocket socket = (SSLSocket) sockets.createSocket(transport, url.host, url.port, true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    if (!url.isLiteral()) {
      try {
        parameters.setServerNames(
            Collections.<SNIServerName>singletonList(new SNIHostName(url.host)));
      } catch (IllegalArgumentException notANameForSni) {
        // Names with an underscore are none; the server then shows its default certificate.
      }
    }
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private static X509TrustManager trust(@Nullable String path)
      throws IOException, GeneralSecurityException {
    KeyStore store = null;
    if (path != null) {
      store = emptyStore();
      int number = 0;
      for (Certificate certificate : Pem.certificates(path)) {
        store.setCertificateEntry("trusted-" + number++, certificate);
      }
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509TrustManager) {
        return (X509TrustManager) manager;
      }
    }
    throw new GeneralSecurityException("no X.509 trust manager");
  }

  private static KeyManager @Nullable [] keys(
      @Nullable String keyPath, @Nullable String certificatePath)
      throws IOException, GeneralSecurityException {
    if (keyPath == null || certificatePath == null) {
      return null;
    }
    PrivateKey key = Pem.privateKey(keyPath);
    List<Certificate> chain = Pem.certificates(certificatePath);
    KeyStore store = emptyStore();
    char[] password = {'-'};
    store.setKeyEntry("client", key, password, chain.toArray(new Certificate[0]));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, password);
    return factory.getKeyManagers();
  }

  private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }
}
