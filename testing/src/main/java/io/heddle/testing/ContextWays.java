// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Hands a traced call to a library in many ways, inside two HTTP requests that take each way at the
 * same time, and tells which calls did not become children of the request that they were made for.
 *
 * <p>For a test class with {@link UnderAgent}. Ways are added before {@link #misplaced} runs them.
 */
public final class ContextWays implements AutoCloseable {
  private static final int SECONDS = 10;
  private static final List<String> REQUESTS = List.of("a", "b");

  private final Map<String, Way> ways = new LinkedHashMap<>();
  private final Set<String> late = new HashSet<>();
  private final Map<String, Runnable> afterwards = new LinkedHashMap<>();
  private final List<String> made = Collections.synchronizedList(new ArrayList<>());
  private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
  private final BlockingQueue<Runnable> outside = new LinkedBlockingQueue<>();
  private final Thread outsider = new Thread(this::serveOutside, "outsider");
  private final ExecutorService handlers = Executors.newFixedThreadPool(16);
  private final CyclicBarrier together = new CyclicBarrier(REQUESTS.size());
  private final HttpServer server;
  private final String base;

  /** Runs the call once, where it likes; may return before it has run. */
  public interface Way {
    void take(Runnable call) throws Exception;
  }

  /** The same for an object that both requests share. */
  public interface SharedWay<S> {
    void take(S shared, Runnable call) throws Exception;
  }

  /** Runs a task some times, and tells when it has; what the task does belongs to no request. */
  public interface PeriodicWay {
    void start(Runnable task) throws Exception;
  }

  public ContextWays() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    base = "http://127.0.0.1:" + server.getAddress().getPort();
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.createContext(
        "/ways/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          takeAll(path.substring("/ways/".length()));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.setExecutor(handlers);
    server.start();
    outsider.start();
  }

  /** Adds a way whose call belongs to the request. */
  public ContextWays add(String name, Way way) {
    if (ways.put(name, way) != null) {
      throw new IllegalArgumentException("Two ways are named " + name);
    }
    return this;
  }

  /**
   * Adds a way in which both requests use one object; {@code complete} runs on a thread without
   * context once both have.
   */
  public <S> ContextWays addShared(
      String name, Supplier<S> make, SharedWay<S> way, Consumer<S> complete) {
    AtomicReference<S> shared = new AtomicReference<>();
    return add(
        name,
        call -> {
          if (await() == 0) {
            shared.set(make.get());
          }
          await();
          S both = Objects.requireNonNull(shared.get());
          way.take(both, call);
          if (await() == 0) {
            outside(() -> complete.accept(both));
          }
        });
  }

  /** Adds a way whose call belongs to the request, but may be made when that has ended. */
  public ContextWays addLate(String name, Way way) {
    late.add(name);
    return add(name, way);
  }

  /** Adds something that is started within the request but runs again and again, outside of it. */
  public ContextWays addPeriodic(String name, PeriodicWay way) {
    return add(
        name,
        call -> {
          CountDownLatch twice = new CountDownLatch(2);
          way.start(
              () -> {
                if (twice.getCount() > 0) {
                  call("/out/" + name);
                }
                twice.countDown();
              });
          if (!twice.await(SECONDS, TimeUnit.SECONDS)) {
            failures.add(name + " did not run twice");
          }
          call.run();
        });
  }

  /** Adds a task for the time after the requests, of which it must be no part. */
  public ContextWays addAfterwards(String name, Way way) {
    afterwards.put(
        name,
        () -> {
          CountDownLatch done = new CountDownLatch(1);
          try {
            way.take(
                () -> {
                  call("/out/" + name);
                  done.countDown();
                });
            if (!done.await(SECONDS, TimeUnit.SECONDS)) {
              failures.add(name + " never ran");
            }
          } catch (Exception | LinkageError e) {
            failures.add(name + " failed: " + e);
          }
        });
    return this;
  }

  /** Runs something on a thread that has no context, and that no executor knows. */
  public void outside(Runnable task) {
    outside.add(task);
  }

  private void serveOutside() {
    try {
      while (true) {
        try {
          outside.take().run();
        } catch (RuntimeException | Error e) {
          failures.add("outside: " + e);
        }
      }
    } catch (InterruptedException e) {
      // The end.
    }
  }

  /** Makes a call that is a span with this path, which begins with {@code /out/}. */
  public void call(String path) {
    made.add(path);
    try {
      HttpURLConnection connection =
          (HttpURLConnection) URI.create(base + path).toURL().openConnection();
      if (connection.getResponseCode() != 204) {
        failures.add(path + " failed");
      }
    } catch (IOException e) {
      failures.add(path + " failed: " + e);
    }
  }

  /**
   * Takes all ways in both requests, then what comes afterwards, and gives the names of the ways
   * with a call in the wrong place: not a child of its request, or, if it belongs to none, no root.
   *
   * @throws AssertionError when a call was not made, or a scope was misused in strict mode
   */
  public Set<String> misplaced(Traces traces) throws Exception {
    List<Future<?>> requests = new ArrayList<>();
    ExecutorService clients = Executors.newFixedThreadPool(REQUESTS.size());
    for (String name : REQUESTS) {
      requests.add(clients.submit(() -> request("/ways/" + name)));
    }
    for (Future<?> request : requests) {
      request.get();
    }
    clients.shutdown();
    if (failures.isEmpty()) {
      afterwards.values().forEach(Runnable::run);
    }
    if (!failures.isEmpty()) {
      throw new AssertionError(String.join("\n", failures));
    }
    // A client's and a server's span for each call.
    List<SpanRecord> spans = traces.awaitSpans(2 * made.size() + REQUESTS.size());
    if (traces.output().contains("[heddle] scope")) {
      throw new AssertionError(traces.output());
    }
    return misplaced(spans);
  }

  /** By a socket, which no instrumentation knows; waits for as long as it takes. */
  private String request(String path) throws IOException {
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), server.getAddress().getPort())) {
      String text = "GET " + path + " HTTP/1.0\r\n\r\n";
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  private static Set<String> misplaced(List<SpanRecord> spans) {
    Map<String, SpanRecord> requests = new HashMap<>();
    for (SpanRecord span : spans) {
      String path = String.valueOf(span.attributes().get("url.path"));
      if (span.kind() == SpanRecord.Kind.SERVER && path.startsWith("/ways/")) {
        requests.put(path.substring("/ways/".length()), span);
      }
    }
    Set<String> misplaced = new TreeSet<>();
    for (SpanRecord span : spans) {
      if (span.kind() != SpanRecord.Kind.CLIENT) {
        continue;
      }
      String[] path = URI.create((String) span.attributes().get("url.full")).getPath().split("/");
      if (path[1].equals("out")) {
        if (!span.isRoot()) {
          misplaced.add(path[2]);
        }
      } else {
        SpanRecord request = Objects.requireNonNull(requests.get(path[2]));
        if (!span.traceId().equals(request.traceId())
            || !span.parentSpanId().equals(request.spanId())) {
          misplaced.add(path[3]);
        }
      }
    }
    return misplaced;
  }

  private void takeAll(String request) {
    for (Map.Entry<String, Way> entry : ways.entrySet()) {
      if (!failures.isEmpty()) {
        return;
      }
      String name = entry.getKey();
      CountDownLatch done = new CountDownLatch(1);
      try {
        await();
        entry
            .getValue()
            .take(
                () -> {
                  call("/in/" + request + "/" + name);
                  done.countDown();
                });
        if (!late.contains(name) && !done.await(SECONDS, TimeUnit.SECONDS)) {
          failures.add(name + " never ran in " + request);
        }
      } catch (Exception | LinkageError e) {
        failures.add(name + " failed in " + request + ": " + e);
      }
    }
  }

  private int await() throws Exception {
    return together.await(2 * SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    server.stop(0);
    handlers.shutdownNow();
    outsider.interrupt();
  }
}
