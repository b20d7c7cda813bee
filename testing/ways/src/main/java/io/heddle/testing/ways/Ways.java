// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.ways;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Hands traced calls over in every way that a library has. Each call names by its path where it
 * belongs: {@code /in/r/x} into the request {@code /r}, {@code /out/x} into none. Each call that
 * was made is written on a line.
 *
 * <p>Ways run one after the other inside of one request, {@code /ways}; shared ones have two
 * requests of their own, {@code /a-x} and {@code /b-x}, and a third that does what both wait for.
 */
public final class Ways {
  private static final Map<String, Way> ALL = new LinkedHashMap<>();
  private static final Map<String, Shared> SHARED = new LinkedHashMap<>();
  private static final List<Runnable> AFTERWARDS = new ArrayList<>();
  private static final Map<String, Runnable> HANDLERS = new ConcurrentHashMap<>();
  private static final BlockingQueue<Runnable> OUTSIDE = new LinkedBlockingQueue<>();
  private static InetSocketAddress address = new InetSocketAddress(0);

  private Ways() {}

  /** Runs the call somewhere else, once; may return before it has run. */
  public interface Way {
    void take(Runnable call) throws Exception;
  }

  /** What two requests subscribe to and a third sets off. */
  public interface Shared {
    /** Lets the call run when it is set off, once; returns before. */
    void subscribe(Runnable call) throws Exception;

    /** Sets off the calls of both requests. */
    void emit() throws Exception;
  }

  /** Adds a way; all are taken in the order in which they were added. */
  public static void add(String name, Way way) {
    ALL.put(name, way);
  }

  /** Adds one that two requests share. */
  public static void addShared(String name, Shared shared) {
    SHARED.put(name, shared);
  }

  /** Adds what runs once all requests have ended. */
  public static void afterwards(Runnable task) {
    AFTERWARDS.add(task);
  }

  /** Runs something on a thread that has no context, without any executor. */
  public static void outside(Runnable task) {
    OUTSIDE.add(task);
  }

  /** Takes all ways and ends the program. */
  public static void run() throws Exception {
    awaitWoven();
    Thread outsider = new Thread(Ways::serveOutside, "outsider");
    outsider.setDaemon(true);
    outsider.start();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          Runnable handler = HANDLERS.get(exchange.getRequestURI().getPath());
          if (handler != null) {
            handler.run();
          }
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.setExecutor(Executors.newFixedThreadPool(8));
    server.start();
    address = server.getAddress();
    request("ways", Ways::takeAll);
    for (Map.Entry<String, Shared> entry : SHARED.entrySet()) {
      share(entry.getKey(), entry.getValue());
    }
    for (Runnable afterwards : AFTERWARDS) {
      afterwards.run();
    }
    server.stop(1);
    System.out.println("end");
    System.exit(0);
  }

  /** Calls this program's server; the call is a span. */
  public static void call(String path) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection)
              new URL("http://127.0.0.1:" + address.getPort() + path).openConnection();
      try (InputStream in = connection.getInputStream()) {
        System.out.println(path + " " + in.read());
      }
    } catch (IOException e) {
      System.out.println(path + " failed: " + e);
    }
  }

  /** Waits, bounded, for what another thread does. */
  public static void await(CountDownLatch latch, String what) {
    try {
      if (!latch.await(10, TimeUnit.SECONDS)) {
        System.out.println(what + " never ran");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void takeAll() {
    for (Map.Entry<String, Way> entry : ALL.entrySet()) {
      String path = "/in/ways/" + entry.getKey();
      CountDownLatch done = new CountDownLatch(1);
      guarded(path, () -> entry.getValue().take(once(path, done)));
      await(done, path);
    }
  }

  private static void share(String name, Shared shared) throws InterruptedException {
    CountDownLatch subscribed = new CountDownLatch(2);
    CountDownLatch called = new CountDownLatch(2);
    List<Thread> requests = new ArrayList<>();
    for (String request : new String[] {"a-" + name, "b-" + name}) {
      Thread thread =
          new Thread(
              () ->
                  request(
                      request,
                      () -> {
                        String path = "/in/" + request + "/it";
                        guarded(path, () -> shared.subscribe(once(path, called)));
                        subscribed.countDown();
                        await(called, path);
                      }));
      thread.start();
      requests.add(thread);
    }
    await(subscribed, "subscription to " + name);
    request(
        "c-" + name,
        () -> {
          guarded(name, shared::emit);
          await(called, "emission of " + name);
        });
    for (Thread thread : requests) {
      thread.join();
    }
  }

  /** A call that is made once, however often it is asked for. */
  private static Runnable once(String path, CountDownLatch done) {
    AtomicInteger calls = new AtomicInteger();
    return () -> {
      if (calls.getAndIncrement() == 0) {
        call(path);
        done.countDown();
      }
    };
  }

  private interface Body {
    void run() throws Exception;
  }

  private static void guarded(String what, Body body) {
    try {
      body.run();
    } catch (Exception | LinkageError e) {
      System.out.println(what + " failed: " + e);
      e.printStackTrace();
    }
  }

  /** The request comes by a socket: no instrumentation gives it a context. */
  private static void request(String name, Runnable handler) {
    HANDLERS.put("/" + name, handler);
    try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
      String request = "GET /" + name + " HTTP/1.0\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      while (socket.getInputStream().read() >= 0) {
        // Until the server closes the connection.
      }
    } catch (IOException e) {
      System.out.println("request " + name + " failed: " + e);
    }
  }

  private static void serveOutside() {
    while (true) {
      try {
        OUTSIDE.take().run();
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private static void awaitWoven() throws InterruptedException {
    for (int i = 0; i < 1000; i++) {
      for (Thread thread : Thread.getAllStackTraces().keySet()) {
        if (thread.getName().equals("heddle-keeper")) {
          return;
        }
      }
      Thread.sleep(20);
    }
    throw new IllegalStateException("no agent");
  }
}
