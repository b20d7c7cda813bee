// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * HTTP/1.1 requests byte for byte, over a plain socket that no instrumentation knows: no client
 * span stands before the server's, and every header is as told.
 */
public final class HttpWire {
  private static final int TIMEOUT_MILLIS = 20_000;

  private HttpWire() {}

  /**
   * All that came back on one connection.
   *
   * @param status of the first response; 0 if there was none
   * @param text everything, heads included
   * @param port the client's end of the connection
   */
  public record Received(int status, String text, int port) {}

  /** One request without a body; the connection is closed after it. */
  public static Received send(int port, String method, String target, String... headers)
      throws IOException {
    return sendText(port, head(port, method, target, headers) + "Connection: close\r\n\r\n");
  }

  /** A GET request. */
  public static Received get(int port, String target, String... headers) throws IOException {
    return send(port, "GET", target, headers);
  }

  /** Sends {@code text} and reads until the server closes the connection. */
  public static Received sendText(int port, String text) throws IOException {
    try (Socket socket = connect(port, text)) {
      String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      int status = all.startsWith("HTTP/1.") ? Integer.parseInt(all.substring(9, 12)) : 0;
      return new Received(status, all, socket.getLocalPort());
    }
  }

  /** Request line and header lines, to which the last lines and an empty one are to be added. */
  public static String head(int port, String method, String target, String... headers) {
    StringBuilder text = new StringBuilder();
    text.append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
    text.append("Host: localhost:").append(port).append("\r\n");
    for (String header : headers) {
      text.append(header).append("\r\n");
    }
    return text.toString();
  }

  /** Opens a connection and sends {@code text}; the caller closes it. */
  public static Socket connect(int port, String text) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
    return socket;
  }
}
