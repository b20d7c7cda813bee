// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.jvm.context;

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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Hands one traced call to another thread in every way that the JVM has, all of them inside one
 * HTTP request, {@code GET /ways}. Way {@code x} calls {@code /in/x} inside the request; what must
 * not belong to it calls {@code /out/x}. Each call that was made is written on a line.
 */
public final class Ways {
  private static final Map<String, Way> ALL = new LinkedHashMap<>();
  private static final List<Runnable> AFTERWARDS = new ArrayList<>();
  private static final BlockingQueue<Runnable> OUTSIDE = new LinkedBlockingQueue<>();
  private static String base = "";

  private Ways() {}

  /** Runs the call somewhere else, once; may return before it has run. */
  interface Way {
    void take(Runnable call) throws Exception;
  }

  public static void main(String[] args) throws Exception {
    awaitWoven();
    Thread outsider = new Thread(Ways::serveOutside, "outsider");
    outsider.setDaemon(true);
    outsider.start();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    serving(server);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.createContext(
        "/ways",
        exchange -> {
          takeAll();
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.setExecutor(Executors.newFixedThreadPool(8));
    server.start();
    PoolWays.add();
    StageWays.add();
    ThreadWays.add();
    PeriodicWays.add();
    addIfThere("Ways11");
    addIfThere("Ways21");
    addIfThere("Ways25");
    request(server.getAddress());
    for (Runnable afterwards : AFTERWARDS) {
      afterwards.run();
    }
    server.stop(1);
    System.out.println("end");
    System.exit(0);
  }

  /** Names the server that is called. */
  static void serving(HttpServer server) {
    base = "http://127.0.0.1:" + server.getAddress().getPort();
  }

  static String base() {
    return base;
  }

  static void add(String name, Way way) {
    ALL.put(name, way);
  }

  /** Adds what runs once the request has ended. */
  static void afterwards(Runnable task) {
    AFTERWARDS.add(task);
  }

  /** Runs something on a thread that has no context, without any executor. */
  static void outside(Runnable task) {
    OUTSIDE.add(task);
  }

  /** Calls this server; the call is a span. */
  static void call(String path) {
    try {
      HttpURLConnection connection = (HttpURLConnection) new URL(base + path).openConnection();
      try (InputStream in = connection.getInputStream()) {
        System.out.println(path + " " + in.read());
      }
    } catch (IOException e) {
      System.out.println(path + " failed: " + e);
    }
  }

  private static void takeAll() {
    for (Map.Entry<String, Way> entry : ALL.entrySet()) {
      String name = entry.getKey();
      CountDownLatch done = new CountDownLatch(1);
      try {
        entry
            .getValue()
            .take(
                () -> {
                  call("/in/" + name);
                  done.countDown();
                });
        if (!done.await(10, TimeUnit.SECONDS)) {
          System.out.println("/in/" + name + " never ran");
        }
      } catch (Exception | LinkageError e) {
        System.out.println("/in/" + name + " failed: " + e);
        e.printStackTrace();
      }
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

  private static void addIfThere(String name) throws Exception {
    Class<?> ways;
    try {
      ways = Class.forName(Ways.class.getPackage().getName() + "." + name);
    } catch (UnsupportedClassVersionError e) {
      return;
    }
    ways.getDeclaredMethod("add").invoke(null);
  }

  /** The request itself comes by a socket: no instrumentation gives it a context. */
  private static void request(InetSocketAddress server) throws IOException {
    try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
      String request = "GET /ways HTTP/1.0\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      while (socket.getInputStream().read() >= 0) {
        // Until the server closes the connection.
      }
    }
  }

  static void awaitWoven() throws InterruptedException {
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
