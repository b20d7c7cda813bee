// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.jvm.context;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Writes what code can see of its own tasks while they are queued, refused, cancelled, run and
 * failed, all inside an HTTP request. The same with an agent as without.
 */
@SuppressWarnings("FutureReturnValueIgnored")
public final class Invisible {
  private Invisible() {}

  private interface Part {
    void run() throws Exception;
  }

  /**
   * @param args any argument: wait for the agent first
   */
  public static void main(String[] args) throws Exception {
    if (args.length > 0) {
      Ways.awaitWoven();
    }
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          part("queue", Invisible::queue);
          part("priority", Invisible::priority);
          part("rejection", Invisible::rejection);
          part("hooks", Invisible::hooks);
          part("own tasks", Invisible::ownTasks);
          part("scheduled", Invisible::scheduled);
          part("cancellation", Invisible::cancellation);
          part("stack", Invisible::stack);
          part("uncaught", Invisible::uncaught);
          part("stages", Invisible::stages);
          part("threads", Invisible::threads);
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    try (Socket socket =
        new Socket(server.getAddress().getAddress(), server.getAddress().getPort())) {
      socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      while (socket.getInputStream().read() >= 0) {
        // Until the server closes the connection.
      }
    }
    server.stop(1);
    System.exit(0);
  }

  private static void part(String name, Part part) throws IOException {
    System.out.println("-- " + name);
    try {
      part.run();
    } catch (Exception e) {
      throw new IOException(name, e);
    }
  }

  private static void say(String what, Object value) {
    System.out.println(what + ": " + value);
  }

  /** A pool of one thread that is busy until the latch opens. */
  private static ThreadPoolExecutor busy(CountDownLatch latch, ThreadPoolExecutor pool)
      throws InterruptedException {
    CountDownLatch running = new CountDownLatch(1);
    pool.execute(
        () -> {
          running.countDown();
          try {
            latch.await();
          } catch (InterruptedException e) {
            // The pool is being shut down.
          }
        });
    running.await();
    return pool;
  }

  private static ThreadPoolExecutor single() {
    return new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>());
  }

  private static void queue() throws InterruptedException {
    CountDownLatch latch = new CountDownLatch(1);
    ThreadPoolExecutor pool = busy(latch, single());
    Runnable first = () -> {};
    Runnable second = () -> {};
    pool.execute(first);
    pool.execute(second);
    Future<?> third = pool.submit(first);
    say("queued", pool.getQueue().size());
    say("head is the task", pool.getQueue().peek() == first);
    say("contains", pool.getQueue().contains(second));
    say("classes", pool.getQueue().toArray()[0].getClass() == first.getClass());
    say("remove", pool.remove(second) + " " + pool.remove(second));
    say("remove future", pool.remove((Runnable) third));
    say("pool", pool.toString().replaceAll("@[0-9a-f]+", ""));
    List<Runnable> left = pool.shutdownNow();
    say("left", left.size() + " " + (left.get(0) == first));
    latch.countDown();
    say("ended", pool.awaitTermination(10, TimeUnit.SECONDS));
  }

  private static void priority() throws InterruptedException {
    CountDownLatch latch = new CountDownLatch(1);
    ThreadPoolExecutor pool =
        busy(
            latch,
            new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new PriorityBlockingQueue<>()));
    List<Integer> order = Collections.synchronizedList(new ArrayList<>());
    for (int n : new int[] {5, 1, 4, 2, 3}) {
      pool.execute(new Numbered(n, order));
    }
    latch.countDown();
    pool.shutdown();
    say("ended", pool.awaitTermination(10, TimeUnit.SECONDS));
    say("order", order);
  }

  private static void rejection() throws InterruptedException {
    CountDownLatch latch = new CountDownLatch(1);
    AtomicReference<Runnable> refused = new AtomicReference<>();
    ThreadPoolExecutor pool =
        busy(
            latch,
            new ThreadPoolExecutor(
                1,
                1,
                1,
                TimeUnit.MINUTES,
                new SynchronousQueue<>(),
                (task, from) -> refused.set(task)));
    Runnable task = () -> {};
    pool.execute(task);
    say("refused is the task", refused.get() == task);
    Future<?> future = pool.submit(task);
    say("refused is the future", refused.get() == future);
    pool.setRejectedExecutionHandler(new ThreadPoolExecutor.CallerRunsPolicy());
    Thread caller = Thread.currentThread();
    pool.execute(() -> say("caller runs", Thread.currentThread() == caller));
    pool.setRejectedExecutionHandler(new ThreadPoolExecutor.AbortPolicy());
    try {
      pool.execute(task);
    } catch (RuntimeException e) {
      say("aborted", e.getClass() + " " + e.getStackTrace()[0].getMethodName());
    }
    latch.countDown();
    pool.shutdown();
    ThreadPoolExecutor dropping =
        new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(1),
            new ThreadPoolExecutor.DiscardOldestPolicy());
    CountDownLatch second = new CountDownLatch(1);
    busy(second, dropping);
    dropping.execute(() -> say("dropped", "runs"));
    dropping.execute(() -> say("kept", "runs"));
    second.countDown();
    dropping.shutdown();
    say("ended", dropping.awaitTermination(10, TimeUnit.SECONDS));
  }

  private static void hooks() throws InterruptedException {
    Runnable good = () -> say("runs", Thread.currentThread().getName());
    Runnable bad =
        () -> {
          throw new Thrown();
        };
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.MINUTES,
            new LinkedBlockingQueue<>(),
            task -> new Thread(group(), task, "hooked")) {
          @Override
          protected void beforeExecute(Thread thread, Runnable task) {
            say("before", (task == good) + " " + (task == bad) + " " + thread.getName());
          }

          @Override
          protected void afterExecute(Runnable task, Throwable thrown) {
            say("after", (task == good) + " " + (task == bad) + " " + thrown);
          }

          @Override
          protected void terminated() {
            say("terminated", getCompletedTaskCount());
          }
        };
    pool.execute(good);
    pool.execute(bad);
    pool.execute(good);
    pool.shutdown();
    say("ended", pool.awaitTermination(10, TimeUnit.SECONDS));
  }

  /** Threads that die of an exception say nothing here. */
  private static ThreadGroup group() {
    return new ThreadGroup("quiet") {
      @Override
      public void uncaughtException(Thread thread, Throwable thrown) {}
    };
  }

  private static void ownTasks() throws Exception {
    CountDownLatch latch = new CountDownLatch(1);
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>()) {
          @Override
          protected <T> RunnableFuture<T> newTaskFor(Callable<T> callable) {
            return new Own<>(callable);
          }
        };
    busy(latch, pool);
    Future<String> future = pool.submit(() -> "value");
    say("own future", future.getClass().getSimpleName());
    say("queued is the future", pool.getQueue().peek() == future);
    latch.countDown();
    say("value", future.get());
    pool.shutdown();
    ScheduledThreadPoolExecutor scheduler =
        new ScheduledThreadPoolExecutor(1) {
          @Override
          protected <V> RunnableScheduledFuture<V> decorateTask(
              Runnable task, RunnableScheduledFuture<V> future) {
            say("decorates", task.getClass().getSimpleName().isEmpty());
            return future;
          }
        };
    Runnable anonymous =
        new Runnable() {
          @Override
          public void run() {}
        };
    scheduler.schedule(anonymous, 1, TimeUnit.MILLISECONDS).get();
    scheduler.shutdown();
  }

  private static void scheduled() throws Exception {
    ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1);
    Future<?> future = scheduler.schedule(() -> {}, 1, TimeUnit.HOURS);
    say("queued", scheduler.getQueue().peek() == future);
    say("cancelled", future.cancel(false) + " " + future.isCancelled());
    scheduler.setRemoveOnCancelPolicy(true);
    scheduler.schedule(() -> {}, 1, TimeUnit.HOURS).cancel(true);
    say("left", scheduler.getQueue().size());
    scheduler.purge();
    say("purged", scheduler.getQueue().size());
    say("never run", scheduler.shutdownNow().size());
    Timer timer = new Timer("timer");
    TimerTask task =
        new TimerTask() {
          @Override
          public void run() {}
        };
    timer.schedule(task, 3_600_000);
    say("timer task", task.cancel() + " " + task.cancel());
    timer.cancel();
    try {
      timer.schedule(task, 1);
    } catch (IllegalStateException e) {
      say("timer", e);
    }
  }

  private static void cancellation() throws Exception {
    ThreadPoolExecutor pool = single();
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch seen = new CountDownLatch(1);
    Future<?> future =
        pool.submit(
            () -> {
              running.countDown();
              try {
                Thread.sleep(10_000);
              } catch (InterruptedException e) {
                seen.countDown();
              }
            });
    running.await();
    say("cancel", future.cancel(true));
    say("interrupted", seen.await(10, TimeUnit.SECONDS));
    pool.submit(() -> say("flag of the next", Thread.currentThread().isInterrupted())).get();
    Thread.currentThread().interrupt();
    Future<?> fromInterrupted = pool.submit(() -> {});
    say("submitter's flag", Thread.interrupted());
    fromInterrupted.get();
    pool.shutdown();
  }

  /** How deep the stack is where a task throws. */
  private static void stack() throws Exception {
    ThreadPoolExecutor pool = single();
    Callable<Object> failing =
        () -> {
          throw new Thrown();
        };
    try {
      pool.submit(failing).get();
    } catch (ExecutionException e) {
      depth("submit", e);
    }
    depth("execute", caught(pool::execute));
    pool.shutdown();
    ForkJoinPool forkJoin = new ForkJoinPool(1);
    depth("fork-join execute", caught(forkJoin::execute));
    depth("fork-join task", caught(task -> forkJoin.submit(ForkJoinTask.adapt(task))));
    forkJoin.shutdown();
    depth("thread", caught(task -> new Thread(task).start()));
    depth("future task", caught(task -> new Thread(new FutureTask<>(task, "")).start()));
    depth("run async", caught(task -> CompletableFuture.runAsync(task, forkOwn())));
    depth("supply async", caught(Invisible::supply));
    depth(
        "then run async",
        caught(task -> CompletableFuture.completedFuture("").thenRunAsync(task, forkOwn())));
    depth(
        "then run",
        caught(
            task -> {
              CompletableFuture<Object> stage = new CompletableFuture<>();
              stage.thenRun(task);
              new Thread(() -> stage.complete("")).start();
            }));
    Timer timer = new Timer(true);
    depth(
        "timer",
        caught(
            task ->
                timer.schedule(
                    new TimerTask() {
                      @Override
                      public void run() {
                        task.run();
                      }
                    },
                    1)));
  }

  private static void supply(Runnable task) {
    CompletableFuture.supplyAsync(
        () -> {
          task.run();
          return "";
        },
        forkOwn());
  }

  private static java.util.concurrent.Executor forkOwn() {
    return task -> new Thread(task).start();
  }

  private static Throwable caught(java.util.function.Consumer<Runnable> way)
      throws InterruptedException {
    LinkedBlockingQueue<Throwable> thrown = new LinkedBlockingQueue<>();
    way.accept(() -> thrown.add(new Thrown()));
    return thrown.take();
  }

  private static void depth(String what, Throwable thrown) {
    List<String> frames = new ArrayList<>();
    Throwable innermost = thrown;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    for (StackTraceElement element : innermost.getStackTrace()) {
      frames.add(element.getMethodName().replaceAll("\\$\\d+", ""));
    }
    say(what, frames);
  }

  private static void uncaught() throws InterruptedException {
    for (boolean subclass : new boolean[] {false, true}) {
      Thrown thrown = new Thrown();
      Runnable failing =
          () -> {
            throw thrown;
          };
      Thread thread =
          subclass
              ? new Thread("failing") {
                @Override
                public void run() {
                  failing.run();
                }
              }
              : new Thread(failing, "failing");
      thread.setUncaughtExceptionHandler(
          (from, seen) -> say("uncaught", (from == thread) + " " + (seen == thrown)));
      thread.start();
      thread.join();
      try {
        thread.start();
      } catch (IllegalThreadStateException e) {
        say("started twice", e);
      }
    }
  }

  private static void stages() throws Exception {
    CompletableFuture<String> source = new CompletableFuture<>();
    CompletableFuture<Void> failing =
        source.thenAccept(
            value -> {
              throw new Thrown();
            });
    CompletableFuture<String> good = source.thenApply(value -> value + "!");
    say("dependents", source.getNumberOfDependents());
    say("source", source.toString().replaceAll("@[0-9a-f]+", ""));
    CompletableFuture<String> cancelled = source.thenApply(value -> "never");
    say("cancel", cancelled.cancel(true));
    source.complete("done");
    say("good", good.get());
    say("failing", failing.isCompletedExceptionally());
    try {
      failing.join();
    } catch (RuntimeException e) {
      say("failure", e.getClass() + " " + e.getCause());
    }
    say("completed once", source.complete("again"));
  }

  private static void threads() throws InterruptedException {
    InheritableThreadLocal<String> inherited = new InheritableThreadLocal<>();
    inherited.set("of the parent");
    Thread thread =
        new Thread(
            () -> {
              say("inherited", inherited.get());
              say("loader", Thread.currentThread().getContextClassLoader() != null);
              say("name", Thread.currentThread().getName());
            },
            "child");
    say("before", thread.getState() + " " + thread.isAlive());
    thread.start();
    thread.join();
    say("after", thread.getState() + " " + thread.isAlive());
    say("factory", Executors.defaultThreadFactory().newThread(() -> {}).getClass().getName());
  }

  private static final class Thrown extends RuntimeException {
    private static final long serialVersionUID = 1;

    Thrown() {
      super("of the task");
    }
  }

  private static final class Own<T> extends FutureTask<T> {
    Own(Callable<T> callable) {
      super(callable);
    }
  }

  private static final class Numbered implements Runnable, Comparable<Numbered> {
    private final int number;
    private final List<Integer> order;

    Numbered(int number, List<Integer> order) {
      this.number = number;
      this.order = order;
    }

    @Override
    public int compareTo(Numbered other) {
      return Integer.compare(number, other.number);
    }

    @Override
    public void run() {
      order.add(number);
    }
  }
}
