// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.jvm.context;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Exchanger;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/** Virtual threads and structured concurrency, by reflection, where the JVM has them. */
final class Ways21 {
  private Ways21() {}

  static void add() throws Exception {
    Method start;
    try {
      start = Thread.class.getMethod("startVirtualThread", Runnable.class);
    } catch (NoSuchMethodException e) {
      return;
    }
    Ways.add("virtual", call -> start.invoke(null, call));
    ThreadWays.outlivesItsRequest("virtual-outlives", call -> start.invoke(null, call));
    for (String kind : List.of("ofVirtual", "ofPlatform")) {
      Ways.add(kind + "-start", call -> on(builder(kind), "start", call));
      Ways.add(kind + "-unstarted", call -> unstarted(kind, call).start());
      Ways.add(
          kind + "-made-outside",
          call -> {
            Exchanger<Thread> made = new Exchanger<>();
            Ways.outside(() -> exchange(made, unstarted(kind, call)));
            exchange(made, null).start();
          });
      Ways.add(
          kind + "-started-outside",
          call -> {
            Thread thread = unstarted(kind, () -> Ways.call("/out/" + kind + "-started-outside"));
            Ways.outside(thread::start);
            thread.join();
            call.run();
          });
      Ways.add(kind + "-factory", call -> factory(kind).newThread(call).start());
      ExecutorService perTask =
          (ExecutorService)
              Executors.class
                  .getMethod("newThreadPerTaskExecutor", ThreadFactory.class)
                  .invoke(null, factory(kind));
      Ways.add(kind + "-per-task-execute", perTask::execute);
      Ways.add(kind + "-per-task-submit", perTask::submit);
      Ways.add(
          kind + "-per-task-invoke-all",
          call -> perTask.invokeAll(List.of(PoolWays.callable(call))));
      // A task outlives the request that submitted it and still belongs to it.
      java.util.concurrent.CountDownLatch ended = new java.util.concurrent.CountDownLatch(1);
      java.util.concurrent.CountDownLatch done = new java.util.concurrent.CountDownLatch(1);
      Ways.add(
          kind + "-per-task-late-submit",
          call -> {
            perTask.submit(
                () -> {
                  ThreadWays.await(ended);
                  Ways.call("/in/" + kind + "-per-task-late");
                  done.countDown();
                });
            call.run();
          });
      Ways.afterwards(
          () -> {
            ended.countDown();
            ThreadWays.await(done);
          });
    }
    Ways.add("structured-scope", Ways21::structured);
  }

  private static Thread unstarted(String kind, Runnable call) {
    try {
      return (Thread) on(builder(kind), "unstarted", call);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Thread exchange(Exchanger<Thread> exchanger, Thread thread) {
    try {
      return exchanger.exchange(thread);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object builder(String kind) throws ReflectiveOperationException {
    return Thread.class.getMethod(kind).invoke(null);
  }

  private static ThreadFactory factory(String kind) throws ReflectiveOperationException {
    return (ThreadFactory) builderType().getMethod("factory").invoke(builder(kind));
  }

  private static Object on(Object builder, String method, Runnable call)
      throws ReflectiveOperationException {
    return builderType().getMethod(method, Runnable.class).invoke(builder, call);
  }

  private static Class<?> builderType() throws ClassNotFoundException {
    return Class.forName("java.lang.Thread$Builder");
  }

  /** A class in 21, an interface with a factory method in 25; a preview in both. */
  private static void structured(Runnable call) throws Exception {
    Class<?> type = Class.forName("java.util.concurrent.StructuredTaskScope");
    Callable<Object> task = PoolWays.callable(call);
    Object scope =
        type.isInterface()
            ? type.getMethod("open").invoke(null)
            : type.getConstructor().newInstance();
    try {
      type.getMethod("fork", Callable.class).invoke(scope, task);
      type.getMethod("join").invoke(scope);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      ((AutoCloseable) scope).close();
    }
  }
}
