// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry.otlp;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Ends the blocking calls of one sender at its deadline, by closing its socket from a watching
 * daemon thread. A read timeout alone would neither end a write that the peer does not take nor an
 * answer that comes byte by byte. The thread is shared by all senders, starts with the first
 * exchange and ends when there was none for a minute.
 */
final class IoGuard {
  private static final Object LOCK = new Object();
  private static final long LINGER_NANOS = 60_000_000_000L;
  private static final ArrayList<IoGuard> ACTIVE = new ArrayList<IoGuard>(2);
  private static boolean watching;

  private long deadline;
  private boolean expired;
  private boolean closed;
  private @Nullable Socket socket;

  /** Begins an exchange that must be over by the deadline. */
  void begin(long deadlineNanos) {
    synchronized (LOCK) {
      deadline = deadlineNanos;
      expired = false;
      socket = null;
      ACTIVE.add(this);
      if (!watching) {
        Thread thread = new Thread(new Watch(), "heddle-export-deadline");
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.start();
        watching = true;
      } else {
        LOCK.notifyAll();
      }
    }
  }

  /** Names the socket that the exchange blocks on from now. */
  void attach(Socket used) throws IOException {
    synchronized (LOCK) {
      socket = used;
      if (closed || expired) {
        cut();
        throw new IOException(closed ? "shut down" : "time is over");
      }
    }
  }

  /** Ends the exchange. */
  void end() {
    synchronized (LOCK) {
      ACTIVE.remove(this);
      socket = null;
    }
  }

  /** Whether the deadline ended the exchange. */
  boolean isExpired() {
    synchronized (LOCK) {
      return expired;
    }
  }

  boolean isClosed() {
    synchronized (LOCK) {
      return closed;
    }
  }

  long leftMillis() {
    synchronized (LOCK) {
      return Math.max(1, (deadline - System.nanoTime()) / 1_000_000L);
    }
  }

  /** Ends the exchange under way and every later one. */
  void close() {
    synchronized (LOCK) {
      closed = true;
      cut();
    }
  }

  private void cut() {
    Socket used = socket;
    if (used != null) {
      try {
        used.close();
      } catch (IOException ignored) {
        // It is of no more use either way.
      }
    }
  }

  /** The watching thread's loop. */
  private static final class Watch implements Runnable {
    @Override
    public void run() {
      long idleSince = System.nanoTime();
      synchronized (LOCK) {
        while (true) {
          long now = System.nanoTime();
          idleSince = ACTIVE.isEmpty() ? idleSince : now;
          long next = LINGER_NANOS - (now - idleSince);
          if (next <= 0) {
            watching = false;
            return;
          }
          for (IoGuard guard : ACTIVE) {
            long left = guard.deadline - now;
            if (left <= 0 && !guard.expired) {
              guard.expired = true;
              guard.cut();
            } else if (!guard.expired) {
              next = Math.min(next, left);
            }
          }
          try {
            LOCK.wait(next / 1_000_000L + 1);
          } catch (InterruptedException ignored) {
            // Nobody has a reason to; go on watching.
          }
        }
      }
    }
  }
}
