// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.jvm;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/**
 * Asks an H2 database in memory, and an HTTP server that asks it, from places where advice is
 * seldom tried: {@code initializer} of a class, {@code reentered} from inside of the driver, in a
 * shutdown {@code hook}, or in a thousand {@code virtual} threads. With a further argument the
 * agent is waited for before.
 */
public final class Queries {
  private static final String DATABASE =
      "jdbc:h2:mem:smoke;DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE";
  private static final int VIRTUAL_THREADS = 1000;

  /** Idle connections that the HTTP server of the JDK keeps are 200. */
  private static final Semaphore AT_ONCE = new Semaphore(100);

  private static volatile String url = "";

  private Queries() {}

  public static void main(String[] args) throws Exception {
    if (args.length > 1) {
      Agent.awaitWoven();
    }
    switch (args[0]) {
      case "initializer":
        initializer(Executors.newFixedThreadPool(1));
        break;
      case "reentered":
        reentered(Executors.newFixedThreadPool(1));
        break;
      case "hook":
        Runtime.getRuntime()
            .addShutdownHook(
                new Thread(() -> System.out.println("hook finds " + query("select 2"))));
        System.out.println("main finds " + query("select 1"));
        break;
      case "virtual":
        virtual(virtualThreads(), virtualThreads());
        break;
      default:
        throw new IllegalArgumentException(args[0]);
    }
    System.exit(3);
  }

  private static void initializer(ExecutorService handlers) throws Exception {
    serve(handlers);
    System.out.println("initialized to " + Initialized.ANSWER);
    Relay.await(handlers);
  }

  private static void reentered(ExecutorService handlers) throws Exception {
    serve(handlers);
    System.out.println(
        "create gives " + query("create alias ask for 'io.heddle.smoke.jvm.Queries.ask'"));
    System.out.println("call gives " + query("select ask()"));
    Relay.await(handlers);
  }

  /** Called by the database. */
  public static String ask() {
    return query("select 5") + " and " + answer();
  }

  private static String answer() {
    try {
      return Relay.get(url);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void serve(ExecutorService handlers) throws IOException {
    HttpServer server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), VIRTUAL_THREADS);
    server.createContext(
        "/answer",
        exchange -> {
          byte[] body = query("select 42").getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.setExecutor(handlers);
    server.start();
    url = "http://127.0.0.1:" + server.getAddress().getPort() + "/answer";
  }

  private static String query(String sql) {
    try (Connection connection = DriverManager.getConnection(DATABASE);
        Statement statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return "nothing";
      }
      try (ResultSet rows = statement.getResultSet()) {
        return rows.next() ? rows.getString(1) : "no row";
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void virtual(ExecutorService handlers, ExecutorService threads) throws Exception {
    serve(handlers);
    List<Future<String>> answers = new ArrayList<>();
    for (int i = 0; i < VIRTUAL_THREADS; i++) {
      answers.add(
          threads.submit(
              () -> {
                AT_ONCE.acquire();
                try {
                  return answer();
                } finally {
                  AT_ONCE.release();
                }
              }));
    }
    int sum = 0;
    for (Future<String> answer : answers) {
      sum += Integer.parseInt(answer.get());
    }
    System.out.println("answers sum up to " + sum);
    Relay.await(handlers);
  }

  /** {@code Executors.newVirtualThreadPerTaskExecutor()}, since Java 21. */
  private static ExecutorService virtualThreads() throws ReflectiveOperationException {
    return (ExecutorService)
        Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
  }

  /** Asks both while it is initialized. */
  private static final class Initialized {
    static final String ANSWER = query("select 7") + " and " + answer();
  }
}
