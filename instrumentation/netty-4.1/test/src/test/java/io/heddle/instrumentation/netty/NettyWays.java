// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.netty;

import io.heddle.testing.ContextWays;
import io.heddle.testing.ContextWays.SharedWay;
import io.netty.channel.DefaultEventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.HashedWheelTimer;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.EventExecutorGroup;
import io.netty.util.concurrent.GenericFutureListener;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.UnorderedThreadPoolEventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Executors, timers and promises. */
@SuppressWarnings({"deprecation", "FutureReturnValueIgnored"})
final class NettyWays {
  private final ContextWays ways;
  private final EventExecutor loop = next(new NioEventLoopGroup(1));
  private final List<Ticker> tickers = new ArrayList<>();

  private NettyWays(ContextWays ways) {
    this.ways = ways;
  }

  static void add(ContextWays ways) {
    NettyWays all = new NettyWays(ways);
    all.executor("nio", all.loop);
    all.executor("default-loop", next(new DefaultEventLoopGroup(1)));
    all.executor("default-executor", next(new DefaultEventExecutorGroup(1)));
    all.executor("global", GlobalEventExecutor.INSTANCE);
    try {
      all.executor("unordered", new UnorderedThreadPoolEventExecutor(1));
    } catch (NoClassDefFoundError e) {
      // Added in 4.1.3.
    }
    ExecutorService pool = Executors.newCachedThreadPool();
    all.executor("loop-on-pool", next(new NioEventLoopGroup(1, pool)));
    ways.add("immediate", ImmediateEventExecutor.INSTANCE::execute);
    all.addHops();
    all.addPromises();
    all.addTimers();
    all.addChains();
    ChannelWays.add(ways);
  }

  /** By the type whose method every version has. */
  private static EventExecutor next(EventExecutorGroup group) {
    return group.next();
  }

  private void executor(String name, EventExecutor executor) {
    ways.add(name + "-execute", executor::execute);
    ways.add(name + "-submit", executor::submit);
    ways.add(name + "-submit-callable", call -> executor.submit(callable(call)));
    ways.add(name + "-submit-result", call -> executor.submit(call, "done"));
    ways.add(name + "-invoke-all", call -> executor.invokeAll(List.of(callable(call))));
    ways.add(name + "-schedule", call -> executor.schedule(call, 5, TimeUnit.MILLISECONDS));
    ways.add(name + "-schedule-now", call -> executor.schedule(call, 0, TimeUnit.MILLISECONDS));
    ways.add(
        name + "-schedule-callable",
        call -> executor.schedule(callable(call), 5, TimeUnit.MILLISECONDS));
    ways.add(
        name + "-submit-listener",
        call -> executor.submit(() -> "done").addListener(future -> call.run()));
    ways.add(name + "-execute-inside", call -> executor.execute(() -> executor.execute(call)));
    ways.add(
        name + "-schedule-inside",
        call -> executor.execute(() -> executor.schedule(call, 5, TimeUnit.MILLISECONDS)));
    ways.addPeriodic(
        name + "-fixed-rate",
        task -> executor.scheduleAtFixedRate(task, 0, 5, TimeUnit.MILLISECONDS));
    ways.addPeriodic(
        name + "-fixed-delay",
        task -> executor.scheduleWithFixedDelay(task, 1, 5, TimeUnit.MILLISECONDS));
    ways.addPeriodic(
        name + "-fixed-rate-inside",
        task ->
            executor.execute(
                () -> executor.scheduleAtFixedRate(task, 1, 5, TimeUnit.MILLISECONDS)));
    ways.addAfterwards("after-" + name, executor::execute);
    ways.addAfterwards(
        "after-schedule-" + name, call -> executor.schedule(call, 1, TimeUnit.MILLISECONDS));
  }

  private void addHops() {
    EventExecutor other = next(new DefaultEventExecutorGroup(1));
    ways.add("hops", call -> loop.execute(() -> other.execute(() -> loop.execute(call))));
    ways.add(
        "new-loop",
        call -> {
          EventExecutor started = next(new NioEventLoopGroup(1));
          started.execute(() -> {});
          // The request is open still.
          java.util.concurrent.CountDownLatch called = new java.util.concurrent.CountDownLatch(1);
          ways.outside(
              () ->
                  started.execute(
                      () -> {
                        ways.call("/out/new-loop");
                        called.countDown();
                      }));
          called.await();
          started.execute(call);
        });
  }

  private void addPromises() {
    promise("promise", (promise, call) -> promise.addListener(listener(call)));
    promise(
        "promise-two",
        (promise, call) -> {
          promise.addListener(listener(() -> {}));
          promise.addListener(listener(call));
        });
    promise(
        "promise-listeners",
        (promise, call) -> {
          @SuppressWarnings({"rawtypes", "unchecked"})
          GenericFutureListener<io.netty.util.concurrent.Future<Object>>[] both =
              new GenericFutureListener[] {listener(() -> {}), listener(call)};
          promise.addListeners(both);
        });
    promise(
        "promise-removed",
        (promise, call) -> {
          GenericFutureListener<io.netty.util.concurrent.Future<Object>> other = listener(() -> {});
          promise.addListener(other);
          promise.removeListener(other);
          promise.addListener(listener(call));
        });
    ways.add(
        "promise-failed",
        call -> {
          Promise<Object> promise = loop.newPromise();
          promise.addListener(listener(call));
          ways.outside(() -> promise.setFailure(new IllegalStateException("expected")));
        });
    ways.add(
        "promise-cancelled",
        call -> {
          Promise<Object> promise = loop.newPromise();
          promise.addListener(listener(call));
          ways.outside(() -> promise.cancel(false));
        });
    ways.add(
        "promise-complete",
        call -> loop.newPromise().setSuccess("done").addListener(listener(call)));
    ways.add(
        "succeeded-future",
        call -> loop.newSucceededFuture((Object) "done").addListener(listener(call)));
    GenericFutureListener<io.netty.util.concurrent.Future<Object>> one =
        future -> ((Runnable) future.getNow()).run();
    ways.add(
        "one-listener-for-all",
        call -> {
          Promise<Object> promise = loop.newPromise();
          promise.addListener(one);
          ways.outside(() -> promise.setSuccess(call));
        });
    ways.addShared(
        "shared-promise",
        () -> loop.<Object>newPromise(),
        (promise, call) -> promise.addListener(listener(call)),
        promise -> promise.setSuccess("done"));
    ways.addShared(
        "shared-promise-completed-in-loop",
        () -> loop.<Object>newPromise(),
        (promise, call) -> promise.addListener(listener(call)),
        promise -> loop.execute(() -> promise.setSuccess("done")));
    ways.add(
        "added-outside",
        call -> {
          Promise<Object> promise = loop.newPromise();
          java.util.concurrent.CountDownLatch called = new java.util.concurrent.CountDownLatch(1);
          java.util.concurrent.CountDownLatch added = new java.util.concurrent.CountDownLatch(1);
          ways.outside(
              () -> {
                promise.addListener(
                    listener(
                        () -> {
                          ways.call("/out/added-outside");
                          called.countDown();
                        }));
                added.countDown();
              });
          added.await();
          promise.setSuccess("done");
          called.await();
          call.run();
        });
  }

  private void promise(String name, SharedWay<Promise<Object>> way) {
    ways.add(
        name,
        call -> {
          Promise<Object> promise = loop.newPromise();
          way.take(promise, call);
          ways.outside(() -> promise.setSuccess("done"));
        });
  }

  private void addTimers() {
    HashedWheelTimer timer = new HashedWheelTimer(5, TimeUnit.MILLISECONDS);
    ways.add(
        "wheel-timer", call -> timer.newTimeout(timeout -> call.run(), 5, TimeUnit.MILLISECONDS));
    ways.add(
        "wheel-timer-inside",
        call ->
            timer.newTimeout(
                timeout -> timer.newTimeout(again -> call.run(), 5, TimeUnit.MILLISECONDS),
                5,
                TimeUnit.MILLISECONDS));
    ways.addAfterwards(
        "after-wheel-timer",
        call -> timer.newTimeout(timeout -> call.run(), 5, TimeUnit.MILLISECONDS));
    chain("wheel", task -> timer.newTimeout(t -> task.run(), 5, TimeUnit.MILLISECONDS));
  }

  private void addChains() {
    chain("nio", task -> loop.schedule(task, 5, TimeUnit.MILLISECONDS));
    chain(
        "hop",
        task ->
            loop.schedule(
                () -> GlobalEventExecutor.INSTANCE.execute(task), 5, TimeUnit.MILLISECONDS));
  }

  private interface Schedule {
    void schedule(Runnable task) throws Exception;
  }

  /** A task that runs in the request, schedules itself, and goes on when the request has ended. */
  private void chain(String name, Schedule schedule) {
    ways.add(
        "chain-" + name,
        call -> {
          Ticker ticker = new Ticker(ways, call, "/out/chain-" + name, schedule);
          synchronized (tickers) {
            tickers.add(ticker);
          }
          ticker.next();
        });
    ways.addAfterwards(
        "chain-" + name,
        call -> {
          synchronized (tickers) {
            for (Ticker ticker : tickers) {
              ticker.finish();
            }
            tickers.clear();
          }
          call.run();
        });
  }

  private static final class Ticker implements Runnable {
    private final ContextWays ways;
    private final Runnable call;
    private final String path;
    private final Schedule schedule;
    private final AtomicInteger left = new AtomicInteger(-1);
    private final java.util.concurrent.CountDownLatch ended =
        new java.util.concurrent.CountDownLatch(1);
    private boolean called;

    Ticker(ContextWays ways, Runnable call, String path, Schedule schedule) {
      this.ways = ways;
      this.call = call;
      this.path = path;
      this.schedule = schedule;
    }

    void next() throws Exception {
      schedule.schedule(this);
    }

    /** Two runs more, of which the first was scheduled while the request was open. */
    void finish() throws InterruptedException {
      left.set(3);
      ended.await();
    }

    @Override
    public void run() {
      if (!called) {
        called = true;
        call.run();
      }
      if (left.get() > 0 && left.decrementAndGet() == 0) {
        ways.call(path);
        ended.countDown();
        return;
      }
      try {
        next();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  static GenericFutureListener<io.netty.util.concurrent.Future<Object>> listener(Runnable call) {
    return future -> call.run();
  }

  private static Callable<Object> callable(Runnable call) {
    return () -> {
      call.run();
      return "done";
    };
  }
}
