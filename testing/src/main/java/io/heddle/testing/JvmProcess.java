// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A JVM that was started by {@link JvmCommand}; what it writes is captured. Thread safe. */
public final class JvmProcess implements AutoCloseable {
  private static final String MISUSED_SCOPE = "[heddle] scope ";

  private final Process process;
  private final Duration timeout;
  private final Captured stdout;
  private final Captured stderr;

  JvmProcess(Process process, Duration timeout) {
    this.process = process;
    this.timeout = timeout;
    this.stdout = new Captured(process.getInputStream());
    this.stderr = new Captured(process.getErrorStream());
  }

  /**
   * Waits for the end; after the time-out asks for a thread dump, kills the process and fails with
   * what it wrote. Fails as well if the agent told of a scope that was closed twice, late or on
   * another thread.
   */
  public JvmProcess await() {
    try {
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        dumpThreads();
        close();
        throw new AssertionError("Still running after " + timeout + "\n" + output());
      }
      stdout.thread.join();
      stderr.thread.join();
      if (stderr().contains(MISUSED_SCOPE)) {
        throw new AssertionError("A scope was not closed as it should\n" + output());
      }
      return this;
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /**
   * Waits until standard output or error contains {@code text}; fails if the process ends or the
   * time is up before.
   */
  public JvmProcess awaitOutput(String text) {
    long deadline = System.nanoTime() + timeout.toNanos();
    try {
      while (!stdout.text().contains(text) && !stderr.text().contains(text)) {
        boolean ended = !stdout.thread.isAlive() && !stderr.thread.isAlive();
        if (System.nanoTime() > deadline || (ended && !output().contains(text))) {
          throw new AssertionError("Did not write \"" + text + "\"\n" + output());
        }
        Thread.sleep(5);
      }
      return this;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Makes the JVM write a thread dump to its standard output and gives it a moment for that. */
  public void dumpThreads() {
    try {
      new ProcessBuilder("kill", "-QUIT", Long.toString(pid()))
          .start()
          .waitFor(5, TimeUnit.SECONDS);
      process.waitFor(1, TimeUnit.SECONDS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Process id. */
  public long pid() {
    return process.pid();
  }

  /** Writes a line to the standard input. */
  public void writeLine(String line) {
    try {
      process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Asks the process to end, as SIGTERM does; its shutdown hooks run. */
  public void terminate() {
    // Process.destroy() would also close the streams, and what the hooks write would be lost.
    process.toHandle().destroy();
  }

  /** Exit status of the ended process. */
  public int exitStatus() {
    return process.exitValue();
  }

  /** Standard output so far. */
  public String stdout() {
    return stdout.text();
  }

  /** Standard error so far. */
  public String stderr() {
    return stderr.text();
  }

  /** Both outputs so far, under headings. */
  public String output() {
    return "--- stdout ---\n" + stdout() + "--- stderr ---\n" + stderr();
  }

  /** Fails, with both outputs, unless the process has ended with this status. */
  public JvmProcess expectExit(int status) {
    if (isAlive() || exitStatus() != status) {
      throw new AssertionError(
          "Expected exit status "
              + status
              + " but "
              + (isAlive() ? "it is running" : "it is " + exitStatus())
              + "\n"
              + output());
    }
    return this;
  }

  /** Kills the process if it still runs. */
  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** Reads a stream to its end; keeps the first and the last megabyte or so. */
  private static final class Captured implements Runnable {
    private static final int MAX = 1 << 20;

    private final StringBuilder head = new StringBuilder();
    private final StringBuilder tail = new StringBuilder();
    private final InputStream stream;
    private final Thread thread;
    private boolean cut;

    @SuppressWarnings("ThreadConstructorStart")
    Captured(InputStream stream) {
      this.stream = stream;
      this.thread = new Thread(this, "process-output");
      thread.setDaemon(true);
      thread.start();
    }

    @Override
    public void run() {
      byte[] buffer = new byte[8192];
      try (stream) {
        for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
          append(new String(buffer, 0, n, StandardCharsets.UTF_8));
        }
      } catch (IOException e) {
        append("(" + e + ")\n");
      }
    }

    synchronized String text() {
      return head + (cut ? "\n...\n" : "") + tail;
    }

    private synchronized void append(String text) {
      if (head.length() < MAX) {
        head.append(text);
        return;
      }
      tail.append(text);
      if (tail.length() > 2 * MAX) {
        tail.delete(0, tail.length() - MAX);
        cut = true;
      }
    }
  }
}
