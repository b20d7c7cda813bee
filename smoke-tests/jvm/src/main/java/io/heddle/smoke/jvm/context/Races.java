// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.jvm.context;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Hands tasks over while something else takes them away: cancellation against the run, completion
 * against the adding of a stage, removal against the worker, two completions at once. Afterwards
 * every thread of every pool makes a call that must belong to no request.
 */
@SuppressWarnings("FutureReturnValueIgnored")
public final class Races {
  private Races() {}

  /**
   * @param args number of rounds
   */
  public static void main(String[] args) throws Exception {
    Ways.awaitWoven();
    int rounds = Integer.parseInt(args[0]);
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(4, 4, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>());
    ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(2);
    ExecutorService other = Executors.newFixedThreadPool(2);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/races",
        exchange -> {
          for (int i = 0; i < rounds; i++) {
            race(i, pool, scheduler, other);
          }
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.setExecutor(Executors.newFixedThreadPool(4));
    server.start();
    Ways.serving(server);
    Thread[] clients = new Thread[4];
    for (int i = 0; i < clients.length; i++) {
      clients[i] = new Thread(() -> request(server.getAddress()));
      clients[i].start();
    }
    for (Thread client : clients) {
      client.join();
    }
    probe("pool", pool, 4);
    probe("scheduler", scheduler, 2);
    probe("other", other, 2);
    server.stop(1);
    System.exit(0);
  }

  private static void race(
      int round,
      ThreadPoolExecutor pool,
      ScheduledExecutorService scheduler,
      ExecutorService other) {
    Future<?> cancelled = pool.submit(() -> {});
    Future<?> late = scheduler.schedule(() -> {}, 1, TimeUnit.MICROSECONDS);
    Runnable task = () -> {};
    pool.execute(task);
    pool.execute(task);
    CompletableFuture<String> source = new CompletableFuture<>();
    other.execute(() -> source.complete("one"));
    other.execute(() -> source.complete("two"));
    source.thenApply(value -> value).thenRunAsync(() -> {}, pool).thenRun(() -> {});
    source.thenCombine(CompletableFuture.supplyAsync(() -> "x", pool), (a, b) -> a + b);
    pool.remove(task);
    cancelled.cancel(round % 2 == 0);
    late.cancel(false);
    source.join();
  }

  /** Holds every thread of the pool, so that each makes one call. */
  private static void probe(String name, ExecutorService pool, int threads) throws Exception {
    CountDownLatch all = new CountDownLatch(threads);
    Future<?>[] probes = new Future<?>[threads];
    for (int i = 0; i < threads; i++) {
      int number = i;
      probes[i] =
          pool.submit(
              () -> {
                all.countDown();
                ThreadWays.await(all);
                Ways.call("/out/" + name + "-" + number);
              });
    }
    for (Future<?> probe : probes) {
      probe.get();
    }
  }

  private static void request(InetSocketAddress server) {
    try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
      String request = "GET /races HTTP/1.0\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      while (socket.getInputStream().read() >= 0) {
        // Until the server closes the connection.
      }
    } catch (java.io.IOException e) {
      System.out.println(e);
    }
  }
}
