// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.engine;

import io.heddle.testing.Snapshot;
import io.heddle.testing.TelemetrySource;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serial;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.time.Duration;

/** The parent's telemetry, asked for over a socket. */
final class RemoteSource implements TelemetrySource {
  private final ObjectOutputStream out;
  private final ObjectInputStream in;

  RemoteSource(Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
    out = new ObjectOutputStream(socket.getOutputStream());
    out.flush();
    in = new ObjectInputStream(socket.getInputStream());
  }

  /** A question to the parent, named after the method of {@link TelemetrySource}. */
  record Question(Method method, long version, Duration timeout) implements Serializable {
    @Serial private static final long serialVersionUID = 1L;

    enum Method {
      AWAIT,
      CLEAR,
      OUTPUT
    }
  }

  @Override
  public Snapshot await(long version, Duration timeout) {
    return (Snapshot) ask(new Question(Question.Method.AWAIT, version, timeout));
  }

  @Override
  public void clear() {
    ask(new Question(Question.Method.CLEAR, 0, Duration.ZERO));
  }

  @Override
  public String output() {
    return (String) ask(new Question(Question.Method.OUTPUT, 0, Duration.ZERO));
  }

  private synchronized Object ask(Question question) {
    try {
      out.writeObject(question);
      out.reset();
      out.flush();
      return in.readObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
