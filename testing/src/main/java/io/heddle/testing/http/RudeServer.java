// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Reads the head of each request, writes the same bytes whatever it says, and hangs up. */
public final class RudeServer implements AutoCloseable {
  private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final byte[] answer;

  /** Starts a server that answers with this text; with nothing where it is empty. */
  public RudeServer(String answer) throws IOException {
    this.answer = answer.getBytes(StandardCharsets.ISO_8859_1);
    Thread thread = new Thread(this::serve, "rude server");
    thread.setDaemon(true);
    thread.start();
  }

  public int port() {
    return socket.getLocalPort();
  }

  public String url() {
    return "http://127.0.0.1:" + port() + "/rude";
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket connection = socket.accept()) {
        InputStream in = connection.getInputStream();
        int last = 0;
        for (int b = in.read(); b >= 0; b = in.read()) {
          last = last << 8 | b;
          if (last == 0x0D0A0D0A) {
            break;
          }
        }
        connection.getOutputStream().write(answer);
      } catch (IOException e) {
        // Closed, or a client that went away.
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
