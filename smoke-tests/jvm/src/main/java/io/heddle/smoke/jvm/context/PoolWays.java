// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.jvm.context;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountedCompleter;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Executors of the JDK and of one's own. */
@SuppressWarnings("FutureReturnValueIgnored")
final class PoolWays {
  private PoolWays() {}

  static void add() {
    pool("pool", Executors.newFixedThreadPool(1));
    pool("pool-cached", Executors.newCachedThreadPool());
    pool("pool-single", Executors.newSingleThreadExecutor());
    pool("pool-subclass", new OwnPool());
    pool("scheduled", Executors.newScheduledThreadPool(1));
    pool("work-stealing", Executors.newWorkStealingPool(2));
    pool("common", ForkJoinPool.commonPool());
    OwnService own = new OwnService();
    Ways.add("own-service-submit", own::submit);
    Ways.add("own-service-invoke-all", call -> own.invokeAll(Arrays.asList(callable(call))));
    ExecutorService behind = Executors.newFixedThreadPool(1);
    Executor delegating = task -> behind.execute(() -> task.run());
    Ways.add("own-executor-delegating", delegating::execute);
    ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    Ways.add("schedule", call -> scheduler.schedule(call, 5, TimeUnit.MILLISECONDS));
    Ways.add(
        "schedule-callable", call -> scheduler.schedule(callable(call), 5, TimeUnit.MILLISECONDS));
    probeAfterwards("schedule", scheduler);
    ScheduledExecutorService decorating = new DecoratingScheduler();
    Ways.add("schedule-decorated", call -> decorating.schedule(call, 5, TimeUnit.MILLISECONDS));
    probeAfterwards("schedule-decorated", decorating);
    forkJoin(new ForkJoinPool(2));
    rejected();
  }

  private static void pool(String name, ExecutorService pool) {
    Ways.add(name + "-execute", pool::execute);
    Ways.add(name + "-submit", pool::submit);
    Ways.add(name + "-submit-callable", call -> pool.submit(callable(call)));
    Ways.add(name + "-submit-result", call -> pool.submit(call, "done"));
    Ways.add(name + "-invoke-all", call -> pool.invokeAll(Arrays.asList(callable(call))));
    Ways.add(name + "-invoke-any", call -> pool.invokeAny(Arrays.asList(callable(call))));
    Ways.add(
        name + "-completion-service",
        call -> new ExecutorCompletionService<Object>(pool).submit(call, "done"));
    probeAfterwards(name, pool);
  }

  /** What a pool does later has no part in the request that made its threads. */
  private static void probeAfterwards(String name, ExecutorService pool) {
    Ways.afterwards(
        () -> {
          try {
            pool.submit(() -> Ways.call("/out/after-" + name)).get(10, TimeUnit.SECONDS);
          } catch (Exception e) {
            System.out.println("/out/after-" + name + " failed: " + e);
          }
        });
  }

  private static void forkJoin(ForkJoinPool pool) {
    pool("fork-join", pool);
    Ways.add("fork-join-invoke", call -> pool.invoke(ForkJoinTask.adapt(call)));
    Ways.add("fork-join-task-submit", call -> pool.submit(ForkJoinTask.adapt(call)));
    Ways.add("fork-join-task-execute", call -> pool.execute(ForkJoinTask.adapt(call)));
    Ways.add("fork-outside", call -> ForkJoinTask.adapt(call).fork().join());
    Ways.add("fork-inside", call -> pool.invoke(new Forking(call)));
    Ways.add("counted-completer", call -> pool.invoke(new Counted(call)));
    Ways.add(
        "parallel-stream",
        call -> {
          List<Integer> numbers = Arrays.asList(0, 1, 2, 3, 4, 5, 6, 7);
          pool.submit(() -> numbers.parallelStream().filter(n -> n == 5).forEach(n -> call.run()))
              .get();
        });
  }

  private static void rejected() {
    ThreadPoolExecutor.CallerRunsPolicy caller = new ThreadPoolExecutor.CallerRunsPolicy();
    ThreadPoolExecutor full =
        new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(1), caller);
    Ways.add(
        "caller-runs",
        call -> {
          full.shutdownNow();
          full.execute(call); // Dropped: the policy runs nothing once the pool is shut down.
          call.run();
        });
    ThreadPoolExecutor refusing =
        new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>());
    ExecutorService other = Executors.newFixedThreadPool(1);
    Ways.add(
        "rejected-then-elsewhere",
        call -> {
          refusing.shutdown();
          try {
            refusing.execute(call);
          } catch (RejectedExecutionException e) {
            other.execute(call);
          }
        });
  }

  static Callable<Object> callable(Runnable call) {
    return () -> {
      call.run();
      return "done";
    };
  }

  /** Forks two tasks; the first waits for the second, which makes the call. */
  private static final class Forking extends RecursiveAction {
    private static final long serialVersionUID = 1;
    private final transient Runnable call;

    Forking(Runnable call) {
      this.call = call;
    }

    @Override
    protected void compute() {
      ForkJoinTask<?> task = ForkJoinTask.adapt(call).fork();
      invokeAll(ForkJoinTask.adapt(() -> {}), ForkJoinTask.adapt(() -> {}));
      task.join();
    }
  }

  private static final class Counted extends CountedCompleter<Void> {
    private static final long serialVersionUID = 1;
    private final transient Runnable call;

    Counted(Runnable call) {
      this.call = call;
    }

    Counted(CountedCompleter<?> parent, Runnable call) {
      super(parent);
      this.call = call;
    }

    @Override
    public void compute() {
      if (getCompleter() == null) {
        addToPendingCount(1);
        new Counted(this, call).fork();
      } else {
        call.run();
      }
      tryComplete();
    }
  }

  private static final class OwnPool extends ThreadPoolExecutor {
    OwnPool() {
      super(1, 1, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>());
    }

    @Override
    protected void beforeExecute(Thread thread, Runnable task) {
      // Instead of what the super class does.
    }
  }

  /** Takes tasks in a queue of its own, which a thread of its own serves. */
  private static final class OwnService extends AbstractExecutorService {
    @Override
    public void execute(Runnable task) {
      Ways.outside(task);
    }

    @Override
    public void shutdown() {}

    @Override
    public List<Runnable> shutdownNow() {
      return Collections.emptyList();
    }

    @Override
    public boolean isShutdown() {
      return false;
    }

    @Override
    public boolean isTerminated() {
      return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
      return false;
    }
  }
}
