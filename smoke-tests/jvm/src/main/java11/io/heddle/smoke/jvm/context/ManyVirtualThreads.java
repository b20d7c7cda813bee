// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.jvm.context;

import com.sun.net.httpserver.HttpServer;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import javax.management.ObjectName;

/**
 * Starts virtual threads that all wait at once, inside one HTTP request or outside of any, and
 * writes the bytes of heap that each holds beside its stack. The first and the last then call
 * {@code /in/first} and {@code /in/last}.
 */
public final class ManyVirtualThreads {
  private ManyVirtualThreads() {}

  /**
   * @param args number of threads, {@code inside} or {@code outside}, {@code wait} for the agent
   */
  public static void main(String[] args) throws Exception {
    int count = Integer.parseInt(args[0]);
    if (args.length > 2) {
      Ways.awaitWoven();
    }
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    Ways.serving(server);
    server.createContext(
        "/in",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.createContext(
        "/",
        exchange -> {
          hold(count);
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.setExecutor(
        task -> {
          Thread thread = new Thread(task, "server");
          thread.start();
        });
    server.start();
    if (args[1].equals("inside")) {
      try (Socket socket =
          new Socket(server.getAddress().getAddress(), server.getAddress().getPort())) {
        socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        socket.getInputStream().readAllBytes();
      }
    } else {
      hold(count);
    }
    server.stop(1);
    System.exit(0);
  }

  private static void hold(int count) {
    try {
      MethodHandle start =
          MethodHandles.publicLookup()
              .findStatic(
                  Thread.class,
                  "startVirtualThread",
                  MethodType.methodType(Thread.class, Runnable.class));
      start(start, 1_000);
      long before = heap();
      CountDownLatch go = new CountDownLatch(1);
      CountDownLatch started = new CountDownLatch(count);
      CountDownLatch done = new CountDownLatch(count);
      Thread[] threads = new Thread[count];
      for (int i = 0; i < count; i++) {
        String call = i == 0 ? "/in/first" : i == count - 1 ? "/in/last" : null;
        threads[i] =
            (Thread)
                start.invoke(
                    (Runnable)
                        () -> {
                          started.countDown();
                          ThreadWays.await(go);
                          if (call != null) {
                            Ways.call(call);
                          }
                          done.countDown();
                        });
      }
      started.await();
      System.out.println("bytes " + (heap() - before) / count);
      Reference.reachabilityFence(threads);
      go.countDown();
      done.await();
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static void start(MethodHandle start, int count) throws Throwable {
    CountDownLatch done = new CountDownLatch(count);
    for (int i = 0; i < count; i++) {
      Thread thread = (Thread) start.invoke((Runnable) done::countDown);
      thread.join();
    }
    done.await();
  }

  /** Live objects but stacks: that of a thread that waits depends on what the JIT has compiled. */
  private static long heap() throws Exception {
    String histogram =
        (String)
            ManagementFactory.getPlatformMBeanServer()
                .invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"),
                    "gcClassHistogram",
                    new Object[] {null},
                    new String[] {String[].class.getName()});
    long bytes = 0;
    for (String line : histogram.split("\n")) {
      // " 1:  300000  225065088  jdk.internal.vm.StackChunk (java.base@25)"
      String[] words = line.trim().split("\\s+");
      if (words[0].endsWith(":") && !words[3].equals("jdk.internal.vm.StackChunk")) {
        bytes += Long.parseLong(words[2]);
      }
    }
    return bytes;
  }
}
