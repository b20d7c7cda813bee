// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry.otlp;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** One connection to the server, plain or TLS. Used by one thread at a time. */
final class HttpConnection {
  private final Socket transport;
  private final OutputStream out;
  private final HttpReplyReader reader;

  private HttpConnection(Socket transport, Socket used) throws IOException {
    this.transport = transport;
    this.out = used.getOutputStream();
    this.reader = new HttpReplyReader(used.getInputStream());
  }

  /**
   * Connects, to each address of the host in turn until one answers, and shakes hands if the URL is
   * https.
   */
  static HttpConnection open(OtlpUrl url, @Nullable Tls tls, IoGuard guard) throws IOException {
    InetAddress[] addresses = InetAddress.getAllByName(url.host);
    IOException failure = new IOException("no address for " + url.host);
    for (int i = 0; i < addresses.length; i++) {
      // Without this argument a Socket asks the application's ProxySelector for a SOCKS proxy.
      Socket socket = new Socket(Proxy.NO_PROXY);
      guard.attach(socket);
      boolean done = false;
      try {
        long share = guard.leftMillis() / (addresses.length - i);
        int timeout = (int) Math.max(1, Math.min(share, Integer.MAX_VALUE));
        socket.connect(new InetSocketAddress(addresses[i], url.port), timeout);
        done = true;
      } catch (IOException refused) {
        failure = refused;
      } finally {
        if (!done) {
          socket.close();
        }
      }
      if (done) {
        return shakeHands(socket, url, tls);
      }
    }
    throw failure;
  }

  private static HttpConnection shakeHands(Socket socket, OtlpUrl url, @Nullable Tls tls)
      throws IOException {
    boolean done = false;
    try {
      socket.setTcpNoDelay(true);
      HttpConnection connection =
          new HttpConnection(socket, tls == null ? socket : tls.over(socket, url));
      done = true;
      return connection;
    } finally {
      if (!done) {
        socket.close();
      }
    }
  }

  /** The TCP socket, below TLS if there is any. */
  Socket transport() {
    return transport;
  }

  /**
   * Whether the connection, idle for some time, can still be used as far as can be seen from here.
   */
  boolean isFresh() {
    try {
      return !transport.isClosed() && !reader.hasUnread();
    } catch (IOException closed) {
      return false;
    }
  }

  /** Whether the server sent anything in the last exchange. */
  boolean gotByte() {
    return reader.gotByte();
  }

  /**
   * Sends a request and reads the response; a server may answer, and close, before it has read the
   * whole request.
   */
  HttpReply exchange(byte[] head, byte[] body, int length) throws IOException {
    reader.begin();
    IOException notWritten = null;
    try {
      out.write(head);
      out.write(body, 0, length);
      out.flush();
    } catch (IOException broken) {
      notWritten = broken;
    }
    try {
      return reader.read();
    } catch (IOException unread) {
      if (notWritten != null && !reader.gotByte()) {
        throw notWritten;
      }
      throw unread;
    }
  }

  /** Closes the TCP connection at once; TLS's own good-bye could block. */
  void close() {
    try {
      transport.close();
    } catch (IOException ignored) {
      // It is of no more use either way.
    }
  }
}
