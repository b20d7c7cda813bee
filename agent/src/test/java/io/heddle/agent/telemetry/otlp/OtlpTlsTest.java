// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtlpTlsTest {
  @TempDir static Path folder;
  private static TestCertificates server;
  private static TestCertificates rsa;
  private static TestCertificates ec;

  @BeforeAll
  static void make() throws Exception {
    server = TestCertificates.make(folder, "server", "RSA", "dns:localhost,ip:127.0.0.1");
    rsa = TestCertificates.make(folder, "rsa", "RSA", "dns:client");
    ec = TestCertificates.make(folder, "ec", "EC", "dns:client");
  }

  private static OtlpEndpoint.Builder endpoint(HttpReceiver receiver, String host) {
    return OtlpEndpoint.at(receiver.url("https", host), OtlpEndpoint.Protocol.HTTP_PROTOBUF);
  }

  @Test
  void send_trustedByFile_arrivesOnOneConnection() throws Exception {
    try (HttpReceiver receiver = new HttpReceiver(server.context(rsa), false)) {
      OtlpEndpoint endpoint =
          endpoint(receiver, "localhost").certificate(server.certificateFile.toString()).build();
      OtlpClient client = new OtlpClient(endpoint, OtlpSignal.TRACES);
      for (int i = 0; i < 3; i++) {
        assertThat(client.send(Requests.spans(400), Requests.in(10)).toString()).isEqualTo("SENT");
      }
      client.close();
      assertThat(receiver.request(2).getResourceSpans(0).getScopeSpans(0).getSpansCount())
          .isEqualTo(400);
      assertThat(receiver.clients.stream().distinct().count()).isEqualTo(1);
      assertThat(
              Requests.send(
                      endpoint(receiver, "127.0.0.1")
                          .certificate(server.certificateFile.toString())
                          .build())
                  .kind())
          .isEqualTo(OtlpResult.Kind.SENT);
    }
  }

  @Test
  void send_notTrusted_isRefused() throws Exception {
    try (HttpReceiver receiver = new HttpReceiver(server.context(rsa), false)) {
      OtlpResult result = Requests.send(endpoint(receiver, "localhost").build());
      assertThat(result.kind()).as(result.toString()).isEqualTo(OtlpResult.Kind.REFUSED);
      assertThat(receiver.bodies).isEmpty();
    }
  }

  @Test
  void send_certificateOfAnotherHost_isRefused() throws Exception {
    TestCertificates other = TestCertificates.make(folder, "other", "EC", "dns:elsewhere.example");
    try (HttpReceiver receiver = new HttpReceiver(other.context(rsa), false)) {
      OtlpResult result =
          Requests.send(
              endpoint(receiver, "localhost")
                  .certificate(other.certificateFile.toString())
                  .build());
      assertThat(result.kind()).as(result.toString()).isEqualTo(OtlpResult.Kind.REFUSED);
      assertThat(receiver.bodies).isEmpty();
    }
  }

  private static OtlpResult mutual(TestCertificates client, Path key) throws Exception {
    try (HttpReceiver receiver = new HttpReceiver(server.context(client), true)) {
      return Requests.send(
          endpoint(receiver, "localhost")
              .certificate(server.certificateFile.toString())
              .client(key.toString(), client.certificateFile.toString())
              .build());
    }
  }

  @Test
  void send_clientKeysOfEachForm_areShown() throws Exception {
    assertThat(mutual(rsa, rsa.keyFile).toString()).isEqualTo("SENT");
    assertThat(mutual(ec, ec.keyFile).toString()).isEqualTo("SENT");
    Path pkcs1 =
        TestCertificates.pem(folder.resolve("pkcs1.key"), "RSA PRIVATE KEY", inner(rsa.key));
    assertThat(mutual(rsa, pkcs1).toString()).isEqualTo("SENT");
  }

  /** The OCTET STRING of a PKCS#8 key, which for RSA is a PKCS#1 key. */
  private static byte[] inner(PrivateKey key) {
    byte[] pkcs8 = key.getEncoded();
    byte[] inner = new byte[pkcs8.length - 26];
    System.arraycopy(pkcs8, 26, inner, 0, inner.length);
    return inner;
  }

  @Test
  void privateKey_sec1_isRead() throws Exception {
    // openssl ecparam -name prime256v1 -genkey -noout
    Path file =
        Files.writeString(
            folder.resolve("sec1.key"),
            "-----BEGIN EC PRIVATE KEY-----\n"
                + java.util.Base64.getEncoder().encodeToString(sec1())
                + "\n-----END EC PRIVATE KEY-----\n");
    assertThat(((java.security.interfaces.ECPrivateKey) Pem.privateKey(file.toString())).getS())
        .isEqualTo(java.math.BigInteger.valueOf(5));
  }

  /** ECPrivateKey of RFC 5915 with the secret 5 on the curve secp256r1. */
  private static byte[] sec1() {
    byte[] key = new byte[51];
    byte[] head = {0x30, 49, 2, 1, 1, 4, 32};
    System.arraycopy(head, 0, key, 0, head.length);
    key[38] = 5;
    byte[] curve = {(byte) 0xa0, 10, 6, 8, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 3, 1, 7};
    System.arraycopy(curve, 0, key, 39, curve.length);
    return key;
  }

  @Test
  void send_noClientCertificate_fails() throws Exception {
    try (HttpReceiver receiver = new HttpReceiver(server.context(rsa), true)) {
      OtlpResult result =
          Requests.send(
              endpoint(receiver, "localhost")
                  .certificate(server.certificateFile.toString())
                  .build());
      assertThat(result.isDelivered()).as(result.toString()).isFalse();
      assertThat(receiver.bodies).isEmpty();
    }
  }

  @Test
  void send_fileMissingOrEmpty_isRefusedWithItsName() throws Exception {
    OtlpEndpoint.Builder builder =
        OtlpEndpoint.at("https://localhost:1/", OtlpEndpoint.Protocol.HTTP_PROTOBUF);
    assertThat(Requests.send(builder.certificate("/no/such/file.crt").build()).toString())
        .startsWith("REFUSED")
        .contains("/no/such/file.crt");
    Path empty = Files.writeString(folder.resolve("empty.crt"), "nothing");
    assertThat(Requests.send(builder.certificate(empty.toString()).build()).toString())
        .startsWith("REFUSED")
        .contains("no PEM certificate");
  }

  @Test
  void privateKey_encrypted_saysSo() throws Exception {
    Path file =
        TestCertificates.pem(folder.resolve("enc.key"), "ENCRYPTED PRIVATE KEY", new byte[] {1});
    assertThatThrownBy(() -> Pem.privateKey(file.toString())).hasMessageContaining("encrypted");
  }
}
