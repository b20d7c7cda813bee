// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.benchmarks.measured;

import com.sun.management.ThreadMXBean;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.RecursiveAction;
import java.util.function.Supplier;

/**
 * What it costs to hand a task to another thread, inside an HTTP request, whose span an agent
 * makes, or outside of any: {@code cpu_ns} and {@code bytes} of all Java threads, for one task.
 *
 * <pre>
 *   HandOverCost inside|outside pool-submit|supply-async|fork-join|virtual-thread WARM_UP MEASURED
 * </pre>
 */
public final class HandOverCost {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int AT_ONCE = 1_000;

  /** Keeps what tasks compute. */
  private static volatile int sink;

  private HandOverCost() {}

  private interface HandOver {
    void once() throws Throwable;
  }

  public static void main(String[] args) throws Exception {
    HandOver handOver = handOver(args[1]);
    int warmUp = Integer.parseInt(args[2]);
    int measured = Integer.parseInt(args[3]);
    // Until an agent that starts beside the application has woven what is measured.
    Thread.sleep(3_000);
    Runnable measurement = () -> measure(handOver, warmUp, measured);
    if (args[0].equals("inside")) {
      inRequest(measurement);
    } else {
      measurement.run();
    }
    System.exit(0);
  }

  private static HandOver handOver(String name) throws ReflectiveOperationException {
    ExecutorService pool = Executors.newFixedThreadPool(1);
    ForkJoinPool forkJoin = new ForkJoinPool(1);
    return switch (name) {
      case "pool-submit" -> () -> getAll(pool, () -> pool.submit(() -> 1));
      case "supply-async" ->
          () -> getAll(forkJoin, () -> CompletableFuture.supplyAsync(() -> 1, forkJoin));
      case "fork-join" -> () -> forkJoin.invoke(new Forks());
      case "virtual-thread" -> virtualThread();
      default -> throw new IllegalArgumentException(name);
    };
  }

  /**
   * Queues many tasks behind one that waits, then lets them all run and waits for the last. A
   * worker that parks and is woken between tasks, or not, by chance, costs more than all else.
   */
  private static void getAll(Executor executor, Supplier<Future<Integer>> submission)
      throws Exception {
    CountDownLatch open = new CountDownLatch(1);
    executor.execute(
        () -> {
          try {
            open.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    List<Future<Integer>> futures = new ArrayList<>(AT_ONCE);
    for (int i = 0; i < AT_ONCE; i++) {
      futures.add(submission.get());
    }
    open.countDown();
    sink = futures.get(AT_ONCE - 1).get();
    for (Future<Integer> future : futures) {
      sink = future.get();
    }
  }

  private static HandOver virtualThread() throws ReflectiveOperationException {
    MethodHandle start =
        MethodHandles.publicLookup()
            .findStatic(
                Thread.class,
                "startVirtualThread",
                MethodType.methodType(Thread.class, Runnable.class));
    Runnable task = () -> sink = 1;
    return () -> {
      Thread[] threads = new Thread[AT_ONCE];
      for (int i = 0; i < AT_ONCE; i++) {
        threads[i] = (Thread) start.invoke(task);
      }
      for (Thread thread : threads) {
        thread.join();
      }
    };
  }

  private static void measure(HandOver handOver, int warmUp, int measured) {
    try {
      for (int i = 0; i < warmUp; i += AT_ONCE) {
        handOver.once();
      }
      long cpu = cpu();
      long bytes = bytes();
      for (int i = 0; i < measured; i += AT_ONCE) {
        handOver.once();
      }
      Result.print(
          "client",
          0,
          "cpu_ns",
          (double) (cpu() - cpu) / measured,
          "bytes",
          (double) (bytes() - bytes) / measured);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static long cpu() {
    long sum = 0;
    for (long time : THREADS.getThreadCpuTime(THREADS.getAllThreadIds())) {
      sum += Math.max(time, 0);
    }
    return sum;
  }

  private static long bytes() {
    long sum = 0;
    for (long allocated : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
      sum += Math.max(allocated, 0);
    }
    return sum;
  }

  /** The request comes by a socket, so that only its server makes a span. */
  private static void inRequest(Runnable measurement) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          measurement.run();
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    InetSocketAddress address = server.getAddress();
    try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
      socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      socket.getInputStream().readAllBytes();
    }
  }

  /** Forks small tasks, then joins them. */
  private static final class Forks extends RecursiveAction {
    private static final long serialVersionUID = 1;

    @Override
    protected void compute() {
      Small[] forked = new Small[AT_ONCE];
      for (int i = 0; i < AT_ONCE; i++) {
        forked[i] = new Small();
        forked[i].fork();
      }
      for (int i = AT_ONCE - 1; i >= 0; i--) {
        forked[i].join();
      }
    }
  }

  private static final class Small extends RecursiveAction {
    private static final long serialVersionUID = 1;

    @Override
    protected void compute() {
      sink = 1;
    }
  }
}
