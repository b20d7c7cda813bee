// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.guava;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.JdkFutureAdapters;
import com.google.common.util.concurrent.ListenableFutureTask;
import com.google.common.util.concurrent.ListeningExecutorService;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.common.util.concurrent.SettableFuture;
import io.heddle.testing.ContextWays;
import io.heddle.testing.ContextWays.SharedWay;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

/** What Guava 10.0 and every later version can do with a future. */
final class GuavaWays {
  static final Executor DIRECT = Runnable::run;

  private final ContextWays ways;

  private GuavaWays(ContextWays ways) {
    this.ways = ways;
  }

  static void add(ContextWays ways, ExecutorService pool) {
    GuavaWays all = new GuavaWays(ways);
    all.addListeners(pool);
    all.addDerived(pool);
    all.addExecutors(pool);
    try {
      Class.forName("com.google.common.util.concurrent.FluentFuture"); // added in 23.0
    } catch (ClassNotFoundException e) {
      return;
    }
    NewerGuavaWays.add(ways, pool);
  }

  private void addListeners(ExecutorService pool) {
    settled("add-listener", (future, call) -> future.addListener(call, DIRECT));
    settled("add-listener-pool", (future, call) -> future.addListener(call, pool));
    settled("add-callback", (future, call) -> Futures.addCallback(future, callback(call), DIRECT));
    settled(
        "add-callback-pool", (future, call) -> Futures.addCallback(future, callback(call), pool));
    ways.add(
        "add-callback-failure",
        call -> {
          SettableFuture<Object> future = SettableFuture.create();
          Futures.addCallback(future, callback(call), DIRECT);
          ways.outside(() -> future.setException(new IllegalStateException("expected")));
        });
    ways.add(
        "add-listener-cancelled",
        call -> {
          SettableFuture<Object> future = SettableFuture.create();
          future.addListener(call, DIRECT);
          ways.outside(() -> future.cancel(false));
        });
    ways.add(
        "add-listener-complete",
        call -> {
          SettableFuture<Object> future = SettableFuture.create();
          future.set("done");
          future.addListener(call, DIRECT);
        });
    ways.add("immediate-future", call -> Futures.immediateFuture("done").addListener(call, DIRECT));
    ways.add(
        "three-listeners",
        call -> {
          SettableFuture<Object> future = SettableFuture.create();
          future.addListener(() -> {}, DIRECT);
          future.addListener(call, pool);
          future.addListener(() -> {}, DIRECT);
          ways.outside(() -> future.set("done"));
        });
    ways.addShared(
        "shared-future",
        SettableFuture::<Object>create,
        (future, call) -> future.addListener(call, DIRECT),
        future -> future.set("done"));
    ways.addShared(
        "shared-future-pool",
        SettableFuture::<Object>create,
        (future, call) -> Futures.addCallback(future, callback(call), pool),
        future -> future.set("done"));
    ways.add(
        "added-outside",
        call -> {
          SettableFuture<Object> future = SettableFuture.create();
          Thread adder = outsider(() -> future.addListener(() -> ways.call("/out/added"), DIRECT));
          adder.join();
          future.set("done");
          call.run();
        });
  }

  private void addDerived(ExecutorService pool) {
    settled("transform", (future, call) -> Futures.transform(future, value -> value(call), DIRECT));
    settled(
        "transform-pool", (future, call) -> Futures.transform(future, value -> value(call), pool));
    settled(
        "transform-chain",
        (future, call) ->
            Futures.transform(
                Futures.transform(future, value -> value, pool), value -> value(call), DIRECT));
    settled(
        "all-as-list",
        (future, call) ->
            Futures.allAsList(List.of(future, Futures.immediateFuture("x")))
                .addListener(call, DIRECT));
    settled(
        "successful-as-list",
        (future, call) -> Futures.successfulAsList(List.of(future)).addListener(call, pool));
    ways.addShared(
        "shared-transform",
        SettableFuture::<Object>create,
        (future, call) -> Futures.transform(future, value -> value(call), DIRECT),
        future -> future.set("done"));
  }

  private void addExecutors(ExecutorService pool) {
    ListeningExecutorService listening = MoreExecutors.listeningDecorator(pool);
    ways.add("listening-execute", listening::execute);
    ways.add("listening-submit", listening::submit);
    ways.add("listening-submit-callable", call -> listening.submit(() -> value(call)));
    ways.add("listening-invoke-all", call -> listening.invokeAll(List.of(() -> value(call))));
    ways.add(
        "listening-submit-listener",
        call -> listening.submit(() -> value(() -> {})).addListener(call, DIRECT));
    // By the type of the JDK: what Guava's own method returns has changed.
    ScheduledExecutorService scheduler =
        MoreExecutors.listeningDecorator(Executors.newScheduledThreadPool(1));
    ways.add("listening-schedule", call -> scheduler.schedule(call, 5, TimeUnit.MILLISECONDS));
    ways.addPeriodic(
        "listening-fixed-rate",
        task -> scheduler.scheduleAtFixedRate(task, 1, 5, TimeUnit.MILLISECONDS));
    ways.add(
        "future-task",
        call -> {
          ListenableFutureTask<String> task = ListenableFutureTask.create(() -> "done");
          task.addListener(call, DIRECT);
          ways.outside(task);
        });
    ways.add(
        "jdk-adapter",
        call -> {
          FutureTask<String> task = new FutureTask<>(() -> "done");
          JdkFutureAdapters.listenInPoolThread(task).addListener(call, DIRECT);
          ways.outside(task);
        });
    ways.addAfterwards("after-pool", pool::execute);
    ways.addAfterwards("after-scheduler", scheduler::execute);
  }

  /** A future of the request's own, completed outside of it. */
  private void settled(String name, SharedWay<SettableFuture<Object>> way) {
    ways.add(
        name,
        call -> {
          SettableFuture<Object> future = SettableFuture.create();
          way.take(future, call);
          ways.outside(() -> future.set("done"));
        });
  }

  /** A thread that has no context, since {@code outside} starts it. */
  private Thread outsider(Runnable task) throws InterruptedException {
    SynchronousQueue<Thread> handOver = new SynchronousQueue<>();
    ways.outside(
        () -> {
          Thread thread = new Thread(task);
          thread.start();
          try {
            handOver.put(thread);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    return handOver.take();
  }

  static Object value(Runnable call) {
    call.run();
    return "done";
  }

  static FutureCallback<Object> callback(Runnable call) {
    return new FutureCallback<>() {
      @Override
      public void onSuccess(Object result) {
        call.run();
      }

      @Override
      public void onFailure(Throwable thrown) {
        call.run();
      }
    };
  }
}
