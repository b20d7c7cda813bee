// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry.otlp;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** Certificates and private keys from PEM files (RFC 7468) of at most 1 MiB. */
final class Pem {
  private static final int MAX_FILE = 1 << 20;
  private static final byte[] VERSION_0 = {2, 1, 0};
  private static final byte[] RSA = {
    6, 9, 42, (byte) 0x86, 72, (byte) 0x86, (byte) 0xf7, 13, 1, 1, 1, 5, 0
  };
  private static final byte[] EC = {6, 7, 42, (byte) 0x86, 72, (byte) 0xce, 61, 2, 1};

  private Pem() {}

  static List<Certificate> certificates(String path) throws IOException, GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<Certificate> found = new ArrayList<Certificate>();
    String text = read(path);
    for (int from = text.indexOf("-----BEGIN ");
        from >= 0;
        from = text.indexOf("-----BEGIN ", from + 1)) {
      if (label(text, from).endsWith("CERTIFICATE")) {
        found.add(factory.generateCertificate(new ByteArrayInputStream(content(text, from, path))));
      }
    }
    if (found.isEmpty()) {
      throw new IOException(path + ": no PEM certificate in it");
    }
    return found;
  }

  /**
   * The first private key: PKCS#8, PKCS#1 (RSA) or SEC 1 (EC with a named curve), not encrypted.
   */
  static PrivateKey privateKey(String path) throws IOException, GeneralSecurityException {
    String text = read(path);
    for (int from = text.indexOf("-----BEGIN ");
        from >= 0;
        from = text.indexOf("-----BEGIN ", from + 1)) {
      String label = label(text, from);
      if (label.equals("PRIVATE KEY")) {
        return decode(content(text, from, path), path);
      } else if (label.equals("RSA PRIVATE KEY") && text.indexOf("ENCRYPTED", from) < 0) {
        return decode(pkcs8(RSA, content(text, from, path)), path);
      } else if (label.equals("EC PRIVATE KEY") && text.indexOf("ENCRYPTED", from) < 0) {
        byte[] key = content(text, from, path);
        return decode(pkcs8(concat(EC, curve(key, path)), key), path);
      } else if (label.endsWith("PRIVATE KEY")) {
        throw new IOException(
            path + ": an encrypted key, or of a kind not known; convert it to unencrypted PKCS#8");
      }
    }
    throw new IOException(path + ": no PEM private key in it");
  }

  private static PrivateKey decode(byte[] pkcs8, String path)
      throws IOException, GeneralSecurityException {
    String[] algorithms = {"RSA", "EC", "Ed25519"};
    for (String algorithm : algorithms) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (InvalidKeySpecException | java.security.NoSuchAlgorithmException another) {
        // Each factory refuses the keys of the others.
      }
    }
    throw new IOException(path + ": not an RSA, EC or Ed25519 key");
  }

  private static byte[] pkcs8(byte[] algorithm, byte[] key) {
    return der(0x30, concat(concat(VERSION_0, der(0x30, algorithm)), der(4, key)));
  }

  /** The object identifier of the curve, as it stands in tag [0] of an ECPrivateKey (RFC 5915). */
  private static byte[] curve(byte[] key, String path) throws IOException {
    int at = (key.length > 1 && key[1] < 0) ? 2 + (key[1] & 0x7f) : 2;
    int octets = at + 3;
    int params = octets + 1 < key.length ? octets + 2 + (key[octets + 1] & 0xff) : key.length;
    if (params + 4 <= key.length && key[params] == (byte) 0xa0 && key[params + 2] == 6) {
      int end = params + 4 + (key[params + 3] & 0xff);
      if (end <= key.length) {
        return Arrays.copyOfRange(key, params + 2, end);
      }
    }
    throw new IOException(path + ": an EC key without a named curve; convert it to PKCS#8");
  }

  private static byte[] der(int tag, byte[] content) {
    int length = content.length;
    byte[] head =
        length < 128
            ? new byte[] {(byte) tag, (byte) length}
            : length < 256
                ? new byte[] {(byte) tag, (byte) 0x81, (byte) length}
                : new byte[] {(byte) tag, (byte) 0x82, (byte) (length >> 8), (byte) length};
    return concat(head, content);
  }

  private static byte[] concat(byte[] a, byte[] b) {
    byte[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  private static String label(String text, int from) {
    int end = text.indexOf("-----", from + 11);
    return end < 0 ? "" : text.substring(from + 11, end);
  }

  private static byte[] content(String text, int from, String path) throws IOException {
    int begin = text.indexOf('\n', from);
    int end = text.indexOf("-----END", from);
    if (begin < 0 || end < begin) {
      throw new IOException(path + ": PEM block without an end");
    }
    try {
      return Base64.getMimeDecoder().decode(text.substring(begin, end));
    } catch (IllegalArgumentException notBase64) {
      throw new IOException(path + ": not base64", notBase64);
    }
  }

  private static String read(String path) throws IOException {
    InputStream in = new FileInputStream(path);
    try {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      byte[] buffer = new byte[4096];
      for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
        all.write(buffer, 0, count);
        if (all.size() > MAX_FILE) {
          throw new IOException(path + ": above " + MAX_FILE + " bytes");
        }
      }
      return new String(all.toByteArray(), StandardCharsets.ISO_8859_1);
    } finally {
      in.close();
    }
  }
}
