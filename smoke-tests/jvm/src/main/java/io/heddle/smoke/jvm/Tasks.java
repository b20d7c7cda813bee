// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.jvm;

import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Runs tasks in the executors of the JDK, writes what they compute and what they throw, and ends
 * with status 7. With {@code wait} as argument it first waits for the agent.
 */
public final class Tasks {
  private Tasks() {}

  public static void main(String[] args) throws Exception {
    if (args.length > 0) {
      Agent.awaitWoven();
    }
    pool();
    forkJoin();
    scheduled();
    System.err.println("written to standard error");
    System.exit(7);
  }

  private static void pool() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    Callable<Integer> sum = () -> Integer.sum(1, 2);
    System.out.println("submitted " + pool.submit(sum).get());
    System.out.println("invoked " + pool.invokeAll(Arrays.asList(sum, sum)).size());
    Future<?> failing =
        pool.submit(
            () -> {
              throw new IllegalStateException("of the task");
            });
    try {
      failing.get();
    } catch (ExecutionException e) {
      System.out.println("failed " + e.getCause());
    }
    pool.shutdown();
    try {
      pool.execute(() -> System.out.println("must not run"));
    } catch (RejectedExecutionException e) {
      System.out.println("rejected");
    }
    System.out.println("ended " + pool.awaitTermination(10, TimeUnit.SECONDS));
  }

  private static void forkJoin() throws Exception {
    System.out.println("forked " + ForkJoinPool.commonPool().invoke(new Fibonacci(12)));
    System.out.println(
        "completed " + CompletableFuture.supplyAsync(() -> "a").thenApplyAsync(s -> s + "b").get());
  }

  private static void scheduled() throws Exception {
    ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);
    System.out.println(
        "scheduled " + scheduler.schedule(() -> "late", 1, TimeUnit.MILLISECONDS).get());
    Future<?> cancelled = scheduler.schedule(() -> "never", 1, TimeUnit.HOURS);
    cancelled.cancel(true);
    try {
      cancelled.get();
    } catch (CancellationException e) {
      System.out.println("cancelled, " + scheduler.shutdownNow().size() + " left");
    }
  }

  private static final class Fibonacci extends RecursiveTask<Integer> {
    private static final long serialVersionUID = 1;

    private final int n;

    Fibonacci(int n) {
      this.n = n;
    }

    @Override
    protected Integer compute() {
      if (n < 2) {
        return n;
      }
      Fibonacci first = new Fibonacci(n - 1);
      first.fork();
      return new Fibonacci(n - 2).compute() + first.join();
    }
  }
}
