// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.benchmarks.measured;

import com.sun.management.ThreadMXBean;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Measures what one request costs the threads of a server: {@code cpu_ns} and {@code bytes}
 * allocated. Requests come in bursts, as in {@link OperationCost}, from a socket that no agent
 * knows.
 *
 * <pre>
 *   ServerCost SERVER WARM_UP MEASURED
 * </pre>
 */
public final class ServerCost {
  private static final int AFTER_PAUSE = 200;
  private static final int BURST = 1_000;
  private static final int PAUSE_MILLIS = 50;
  private static final int FIRST_PAUSE_MILLIS = 1_000;

  private final ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
  private final byte[] greeting = GreetingServer.greeting();
  private final MeasuredServer server;
  private final InputStream in;
  private final OutputStream out;
  private int calls;

  private ServerCost(MeasuredServer server, Socket socket) throws IOException {
    this.server = server;
    in = new BufferedInputStream(socket.getInputStream());
    out = socket.getOutputStream();
  }

  public static void main(String[] args) throws Exception {
    try (MeasuredServer server = MeasuredServer.of(args[0]);
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setTcpNoDelay(true);
      new ServerCost(server, socket).run(Integer.parseInt(args[1]), Integer.parseInt(args[2]));
    }
    System.exit(0);
  }

  private void run(int warmUp, int measured) throws IOException, InterruptedException {
    int pause = FIRST_PAUSE_MILLIS;
    for (int done = 0; done < warmUp; done += BURST) {
      burst(AFTER_PAUSE + BURST);
      Thread.sleep(pause);
      pause = Math.max(PAUSE_MILLIS, pause * 4 / 5);
    }
    double requests = 0;
    long cpu = 0;
    long bytes = 0;
    while (requests < measured) {
      burst(AFTER_PAUSE);
      long[] ids = serving();
      long bytesBefore = sum(threads.getThreadAllocatedBytes(ids));
      long cpuBefore = sum(threads.getThreadCpuTime(ids));
      burst(BURST);
      cpu += sum(threads.getThreadCpuTime(ids)) - cpuBefore;
      bytes += sum(threads.getThreadAllocatedBytes(ids)) - bytesBefore;
      requests += BURST;
      Thread.sleep(PAUSE_MILLIS);
    }
    Result.print("server", calls, "cpu_ns", cpu / requests, "bytes", bytes / requests);
  }

  private long[] serving() {
    ThreadInfo[] all = threads.getThreadInfo(threads.getAllThreadIds());
    long[] ids =
        Arrays.stream(all)
            .filter(info -> info != null && info.getThreadName().startsWith(server.threads()))
            .mapToLong(ThreadInfo::getThreadId)
            .toArray();
    if (ids.length == 0) {
      throw new IllegalStateException("no thread's name begins with " + server.threads());
    }
    return ids;
  }

  /** A thread that has ended counts -1. */
  private static long sum(long[] each) {
    return Arrays.stream(each).filter(value -> value > 0).sum();
  }

  private void burst(int size) throws IOException {
    for (int i = 0; i < size; i++) {
      String head = "GET /greeting/" + calls++ % 10 + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      out.flush();
      int length = readHead();
      if (!Arrays.equals(in.readNBytes(length), greeting)) {
        throw new IllegalStateException("wrong answer to request " + calls);
      }
    }
  }

  /** Reads up to the body and returns its length. */
  private int readHead() throws IOException {
    int length = -1;
    String line = readLine();
    if (!line.startsWith("HTTP/1.1 200")) {
      throw new IllegalStateException("wrong answer to request " + calls + ": " + line);
    }
    while (!line.isEmpty()) {
      if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
        length = Integer.parseInt(line.substring(15).trim());
      }
      line = readLine();
    }
    if (length < 0) {
      throw new IllegalStateException("no length in the answer to request " + calls);
    }
    return length;
  }

  private String readLine() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("connection closed");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }
}
