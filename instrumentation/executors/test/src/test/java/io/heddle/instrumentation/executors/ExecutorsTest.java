// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.executors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.heddle.testing.HttpWire;
import io.heddle.testing.SpanRecord;
import io.heddle.testing.SpanRecord.Kind;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Hands a traced query to other threads inside an HTTP request, in one way after the other. */
@UnderAgent
class ExecutorsTest {
  private static ExecutorService pool;
  private static ScheduledExecutorService scheduler;
  private static Connection connection;

  @BeforeAll
  static void start() throws SQLException {
    pool = Executors.newFixedThreadPool(2);
    scheduler = Executors.newScheduledThreadPool(1);
    connection = DriverManager.getConnection("jdbc:h2:mem:executors");
  }

  @AfterAll
  static void stop() throws SQLException {
    pool.shutdownNow();
    scheduler.shutdownNow();
    connection.close();
  }

  @Test
  void submit_callableAndRunnable_sameTrace(Traces traces) throws Exception {
    inRequest(
        () -> {
          pool.submit(ExecutorsTest::query).get();
          return pool.submit(() -> void_(query())).get();
        });
    assertQueriesInRequest(traces, 2);
  }

  @Test
  void execute_plainRunnable_sameTrace(Traces traces) throws Exception {
    inRequest(
        () -> {
          CountDownLatch done = new CountDownLatch(1);
          pool.execute(
              () -> {
                query();
                done.countDown();
              });
          return done.await(10, TimeUnit.SECONDS);
        });
    assertQueriesInRequest(traces, 1);
  }

  @Test
  void invokeAll_twoTasks_sameTrace(Traces traces) throws Exception {
    inRequest(() -> pool.invokeAll(List.of(ExecutorsTest::query, ExecutorsTest::query)));
    assertQueriesInRequest(traces, 2);
  }

  @Test
  void schedule_once_sameTrace(Traces traces) throws Exception {
    inRequest(() -> scheduler.schedule(ExecutorsTest::query, 5, TimeUnit.MILLISECONDS).get());
    assertQueriesInRequest(traces, 1);
  }

  @Test
  void scheduleAtFixedRate_periodic_eachRunIsATraceOfItsOwn(Traces traces) throws Exception {
    CountDownLatch twice = new CountDownLatch(2);
    inRequest(
        () ->
            scheduler.scheduleAtFixedRate(
                () -> {
                  if (twice.getCount() > 0) {
                    query();
                  }
                  twice.countDown();
                },
                0,
                20,
                TimeUnit.MILLISECONDS));
    assertThat(twice.await(10, TimeUnit.SECONDS)).isTrue();
    List<SpanRecord> spans = traces.awaitSpans(3);
    assertThat(spans).hasSize(3);
    assertThat(spans.stream().map(SpanRecord::traceId).distinct()).hasSize(3);
  }

  @Test
  void supplyAsync_commonPoolAndOwnPool_sameTrace(Traces traces) throws Exception {
    inRequest(
        () -> {
          CompletableFuture.supplyAsync(ExecutorsTest::query).get();
          return CompletableFuture.supplyAsync(ExecutorsTest::query, pool)
              .thenApplyAsync(ignored -> query(), pool)
              .get();
        });
    assertQueriesInRequest(traces, 3);
  }

  @Test
  void forkJoin_submitAndFork_sameTrace(Traces traces) throws Exception {
    ForkJoinPool own = new ForkJoinPool(2);
    inRequest(
        () -> {
          own.submit(ExecutorsTest::query).get();
          return own.invoke(new Forking());
        });
    own.shutdown();
    assertQueriesInRequest(traces, 3);
  }

  @Test
  void parallelStream_inRequest_sameTrace(Traces traces) throws Exception {
    inRequest(() -> IntStream.range(0, 8).parallel().map(i -> query()).sum());
    assertQueriesInRequest(traces, 8);
  }

  @Test
  void execute_taskThrows_nextTaskOfTheWorkerHasNoContext(Traces traces) throws Exception {
    ThreadPoolExecutor one =
        new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    inRequest(
        () -> {
          assertThatThrownBy(
                  () ->
                      one.submit(
                              () -> {
                                throw new IllegalStateException("thrown by the task");
                              })
                          .get())
              .isInstanceOf(ExecutionException.class)
              .hasMessageEndingWith("thrown by the task");
          return null;
        });
    assertThat(one.submit(ExecutorsTest::query).get()).isEqualTo(1);
    one.shutdown();
    List<SpanRecord> spans = traces.awaitSpans(2);
    assertThat(spans.stream().map(SpanRecord::traceId).distinct()).hasSize(2);
  }

  @Test
  void queue_whileTasksWait_holdsTheApplicationsOwnObjects(Traces traces) throws Exception {
    ThreadPoolExecutor one =
        new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(1));
    CountDownLatch release = new CountDownLatch(1);
    Runnable waiting = () -> query();
    inRequest(
        () -> {
          one.execute(() -> await(release));
          one.execute(waiting);
          assertThat(one.getQueue()).containsExactly(waiting);
          assertThatThrownBy(() -> one.execute(() -> {}))
              .isInstanceOf(RejectedExecutionException.class);
          assertThat(one.remove(waiting)).isTrue();
          return null;
        });
    one.execute(waiting);
    release.countDown();
    one.shutdown();
    assertThat(one.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    List<SpanRecord> spans = traces.awaitSpans(2);
    assertThat(spans).hasSize(2);
  }

  /** Two halves, one of them forked. */
  private static final class Forking extends RecursiveTask<Integer> {
    @Override
    protected Integer compute() {
      RecursiveTask<Integer> forked =
          new RecursiveTask<>() {
            @Override
            protected Integer compute() {
              return query();
            }
          };
      forked.fork();
      return query() + forked.join();
    }
  }

  private static void assertQueriesInRequest(Traces traces, int count) {
    List<SpanRecord> spans = traces.awaitSpans(count + 1);
    assertThat(spans).hasSize(count + 1);
    SpanRecord request =
        spans.stream().filter(span -> span.kind() == Kind.SERVER).findFirst().orElseThrow();
    assertThat(spans)
        .filteredOn(span -> span != request)
        .allSatisfy(
            span -> {
              assertThat(span.name()).isEqualTo("SELECT");
              assertThat(span.traceId()).isEqualTo(request.traceId());
              assertThat(span.parentSpanId()).isEqualTo(request.spanId());
            });
  }

  /** Runs a body while a request is handled. */
  private static void inRequest(Callable<?> body) throws Exception {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try {
            body.call();
          } catch (Throwable t) {
            failure.set(t);
          }
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    try {
      assertThat(HttpWire.get(server.getAddress().getPort(), "/").status()).isEqualTo(204);
    } finally {
      server.stop(0);
    }
    if (failure.get() != null) {
      throw new AssertionError(failure.get());
    }
  }

  private static int query() {
    try (Statement statement = connection.createStatement()) {
      statement.executeQuery("SELECT 1").close();
      return 1;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void void_(int ignored) {}

  private static void await(CountDownLatch latch) {
    try {
      latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
