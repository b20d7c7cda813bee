// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.engine;

import io.heddle.testing.JvmProcess;
import io.heddle.testing.OtlpReceiver;
import java.io.EOFException;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import org.jspecify.annotations.Nullable;

/** Answers the child JVM's questions about what a receiver has. */
final class TelemetryServer implements Runnable, AutoCloseable {
  private final OtlpReceiver receiver;
  private final ServerSocket server;
  private volatile @Nullable JvmProcess process;

  TelemetryServer(OtlpReceiver receiver) throws IOException {
    this.receiver = receiver;
    this.server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  int port() {
    return server.getLocalPort();
  }

  void start(JvmProcess child) {
    process = child;
    Thread thread = new Thread(this, "telemetry-server");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void run() {
    try (Socket socket = server.accept();
        ObjectOutputStream out = new ObjectOutputStream(socket.getOutputStream());
        ObjectInputStream in = new ObjectInputStream(socket.getInputStream())) {
      socket.setTcpNoDelay(true);
      while (true) {
        out.writeObject(answer((RemoteSource.Question) in.readObject()));
        out.reset();
        out.flush();
      }
    } catch (EOFException | SocketException e) {
      // The child has ended, or this server was closed.
    } catch (IOException | ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private Object answer(RemoteSource.Question question) {
    return switch (question.method()) {
      case AWAIT -> receiver.await(question.version(), question.timeout());
      case CLEAR -> {
        receiver.clear();
        yield "";
      }
      case OUTPUT -> {
        JvmProcess child = process;
        yield child == null ? "" : child.output();
      }
    };
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
