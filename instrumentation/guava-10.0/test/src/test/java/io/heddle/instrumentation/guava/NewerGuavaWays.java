// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.guava;

import static io.heddle.instrumentation.guava.GuavaWays.callback;
import static io.heddle.instrumentation.guava.GuavaWays.value;

import com.google.common.util.concurrent.ClosingFuture;
import com.google.common.util.concurrent.FluentFuture;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.common.util.concurrent.SettableFuture;
import io.heddle.testing.ContextWays;
import io.heddle.testing.ContextWays.SharedWay;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** What came later. */
final class NewerGuavaWays {
  private final ContextWays ways;
  private final Executor direct = MoreExecutors.directExecutor();

  private NewerGuavaWays(ContextWays ways) {
    this.ways = ways;
  }

  static void add(ContextWays ways, ExecutorService pool) {
    NewerGuavaWays all = new NewerGuavaWays(ways);
    all.addFutures(pool);
    all.addSequential(pool);
  }

  private void addFutures(ExecutorService pool) {
    settled(
        "transform-async",
        (future, call) ->
            Futures.transformAsync(future, value -> Futures.immediateFuture(value(call)), direct));
    settled(
        "transform-async-chain",
        (future, call) ->
            Futures.transformAsync(future, value -> Futures.submit(() -> value, pool), direct)
                .addListener(call, direct));
    ways.add(
        "catching",
        call -> {
          SettableFuture<Object> future = SettableFuture.create();
          Futures.catching(future, IllegalStateException.class, e -> value(call), direct);
          ways.outside(() -> future.setException(new IllegalStateException("expected")));
        });
    ways.add(
        "catching-async",
        call -> {
          SettableFuture<Object> future = SettableFuture.create();
          Futures.catchingAsync(
              future, IllegalStateException.class, e -> Futures.immediateFuture(value(call)), pool);
          ways.outside(() -> future.setException(new IllegalStateException("expected")));
        });
    settled(
        "fluent-transform",
        (future, call) -> FluentFuture.from(future).transform(value -> value(call), direct));
    settled(
        "fluent-callback",
        (future, call) ->
            FluentFuture.from(future)
                .transform(value -> value, pool)
                .addCallback(callback(call), direct));
    settled("when-all", (future, call) -> Futures.whenAllComplete(future).run(call, direct));
    settled(
        "when-all-call",
        (future, call) -> Futures.whenAllSucceed(future).call(() -> value(call), pool));
    settled(
        "non-cancellation",
        (future, call) -> Futures.nonCancellationPropagating(future).addListener(call, direct));
    settled(
        "in-completion-order",
        (future, call) ->
            Futures.inCompletionOrder(java.util.List.of(future)).get(0).addListener(call, direct));
    settled(
        "closing",
        (future, call) ->
            ClosingFuture.from(future)
                .transform((closer, value) -> value(call), direct)
                .finishToFuture());
    settled(
        "set-future",
        (future, call) -> {
          SettableFuture<Object> outer = SettableFuture.create();
          outer.addListener(call, direct);
          outer.setFuture(future);
        });
    ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);
    ways.add(
        "with-timeout",
        call ->
            FluentFuture.from(SettableFuture.<Object>create())
                .withTimeout(Duration.ofMillis(5), scheduler)
                .addCallback(callback(call), direct));
    ways.add(
        "schedule-async",
        call ->
            Futures.scheduleAsync(
                () -> Futures.immediateFuture(value(call)), Duration.ofMillis(5), scheduler));
    Runnable[] once = new Runnable[1];
    Runnable one = () -> once[0].run();
    ways.addShared(
        "same-listener-twice",
        () -> {
          once[0] = new Alternating(ways);
          return new CountDownLatch(1);
        },
        (ignored, call) -> {
          SettableFuture<Object> future = SettableFuture.create();
          ((Alternating) once[0]).added(future, one, call, direct);
        },
        ignored -> ((Alternating) once[0]).complete());
  }

  private void addSequential(ExecutorService pool) {
    Executor sequential = MoreExecutors.newSequentialExecutor(pool);
    ways.add("sequential", sequential::execute);
    ways.addShared(
        "sequential-waiting",
        () -> {
          CountDownLatch held = new CountDownLatch(1);
          sequential.execute(() -> awaitUninterruptibly(held));
          return held;
        },
        (held, call) -> sequential.execute(call),
        CountDownLatch::countDown);
    settled("sequential-listener", (future, call) -> future.addListener(call, sequential));
    ways.addAfterwards("after-sequential", sequential::execute);
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void settled(String name, SharedWay<SettableFuture<Object>> way) {
    ways.add(
        name,
        call -> {
          SettableFuture<Object> future = SettableFuture.create();
          way.take(future, call);
          ways.outside(() -> future.set("done"));
        });
  }

  /** One listener object on the futures of two requests, the later of which completes first. */
  private static final class Alternating implements Runnable {
    private final ContextWays ways;
    private final java.util.ArrayDeque<SettableFuture<Object>> futures =
        new java.util.ArrayDeque<>();
    private final java.util.ArrayDeque<Runnable> calls = new java.util.ArrayDeque<>();

    Alternating(ContextWays ways) {
      this.ways = ways;
    }

    synchronized void added(
        SettableFuture<Object> future, Runnable listener, Runnable call, Executor executor) {
      futures.push(future);
      calls.push(call);
      future.addListener(listener, executor);
    }

    void complete() {
      for (SettableFuture<Object> future : futures) {
        ways.outside(() -> future.set("done"));
      }
    }

    @Override
    public synchronized void run() {
      calls.pop().run();
    }
  }
}
