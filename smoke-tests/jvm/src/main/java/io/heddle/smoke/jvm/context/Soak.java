// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.jvm.context;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Submits many tasks inside one HTTP request, a tenth of which never run: refused, cancelled,
 * removed, made and forgotten, or left in a queue that nobody serves. Writes how many ran, and the
 * heap in use before and after, in kilobytes. One task calls {@code /in/soak}.
 */
@SuppressWarnings("FutureReturnValueIgnored")
public final class Soak {
  private static final LongAdder RAN = new LongAdder();

  private Soak() {}

  /**
   * @param args number of tasks
   */
  public static void main(String[] args) throws Exception {
    Ways.awaitWoven();
    int count = Integer.parseInt(args[0]);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    Ways.serving(server);
    server.setExecutor(Executors.newFixedThreadPool(2));
    server.createContext(
        "/in",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.createContext(
        "/",
        exchange -> {
          try {
            submit(count / 10);
            RAN.reset();
            long before = heap();
            submit(count);
            System.out.println("ran " + RAN.sum());
            long after = heap();
            System.out.println("heap " + before + " " + after);
          } catch (InterruptedException e) {
            System.out.println(e);
          }
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    try (Socket socket =
        new Socket(server.getAddress().getAddress(), server.getAddress().getPort())) {
      socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      while (socket.getInputStream().read() >= 0) {
        // Until the server closes the connection.
      }
    }
    server.stop(1);
    System.exit(0);
  }

  private static void submit(int count) throws InterruptedException {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(2, 2, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>());
    ThreadPoolExecutor closed =
        new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>());
    closed.shutdown();
    ThreadPoolExecutor stuck =
        new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>());
    CountDownLatch never = new CountDownLatch(1);
    stuck.execute(
        () -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            // The end of the soak.
          }
        });
    Semaphore open = new Semaphore(1_000);
    for (int i = 0; i < count; i++) {
      if (i % 10 == 0) {
        neverRuns(i / 10, closed, stuck);
      } else {
        open.acquire();
        Runnable task = new Task(open);
        if (i % 10 == 1) {
          CompletableFuture.runAsync(task, pool).thenRun(() -> {});
        } else if (i % 10 == 2) {
          pool.submit(task);
        } else {
          pool.execute(task);
        }
      }
    }
    open.acquire(1_000);
    pool.execute(() -> Ways.call("/in/soak"));
    pool.shutdown();
    pool.awaitTermination(10, TimeUnit.SECONDS);
    stuck.shutdownNow();
  }

  private static void neverRuns(int i, ThreadPoolExecutor closed, ThreadPoolExecutor stuck) {
    Runnable task = new Task(new Semaphore(0));
    switch (i % 5) {
      case 0:
        try {
          closed.execute(task);
        } catch (RejectedExecutionException e) {
          // As it must be.
        }
        break;
      case 1:
        stuck.submit(task).cancel(false);
        stuck.purge();
        break;
      case 2:
        stuck.execute(task);
        stuck.remove(task);
        break;
      case 3:
        new FutureTask<>(task, "");
        break;
      default:
        new CompletableFuture<String>().thenRun(task);
    }
  }

  private static long heap() throws InterruptedException {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 6; i++) {
      System.gc();
      Thread.sleep(700); // Longer than the agent keeps what was given away.
      Runtime runtime = Runtime.getRuntime();
      least = Math.min(least, (runtime.totalMemory() - runtime.freeMemory()) / 1024);
    }
    return least;
  }

  private static final class Task implements Runnable {
    private final Semaphore open;

    Task(Semaphore open) {
      this.open = open;
    }

    @Override
    public void run() {
      RAN.increment();
      open.release();
    }
  }
}
