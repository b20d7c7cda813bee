// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.vertx;

import io.heddle.testing.ContextWays;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Verticle;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/** Contexts, blocking code, timers, the event bus and verticles, by what a version has of it. */
@SuppressWarnings("deprecation")
final class VertxWays implements AutoCloseable {
  /** Long enough for 4.0, which forgets a timer that is due before {@code setTimer} returns. */
  private static final long DELAY = 100;

  private final ContextWays ways;
  private final Vertx vertx = Vertx.vertx();
  private final EventBus bus = vertx.eventBus();
  private final List<Vertx> opened = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, Runnable> calls = new ConcurrentHashMap<>();
  private final AtomicInteger numbers = new AtomicInteger();

  VertxWays(ContextWays ways) {
    this.ways = ways;
    opened.add(vertx);
  }

  void add() throws Exception {
    addContext("loop", vertx.getOrCreateContext());
    addContext("worker", deployed(workers()));
    addBlocking("plain", blocking(vertx));
    addBlocking("executor", blocking(vertx.createSharedWorkerExecutor("ways")));
    ways.add("plain-run", call -> vertx.runOnContext(v -> call.run()));
    addTimers();
    addDeployments();
    addStarted();
    new FutureWays(ways, "free", Promise::promise).addAll();
  }

  void addVirtual() throws Exception {
    Context context =
        deployed(new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD));
    addContext("virtual", context);
    addLate(context);
    ways.add(
        "virtual-await",
        call -> {
          Promise<Object> promise = Promise.promise();
          context.runOnContext(
              v -> {
                Future.await(promise.future());
                call.run();
              });
          ways.outside(() -> promise.complete("done"));
        });
    ways.add(
        "virtual-await-behind",
        call -> {
          Promise<Object> promise = Promise.promise();
          CountDownLatch running = new CountDownLatch(1);
          CountDownLatch given = new CountDownLatch(1);
          context.runOnContext(
              v -> {
                running.countDown();
                await(given);
                // Another thread goes on with what was given meanwhile.
                Future.await(promise.future());
                call.run();
              });
          await(running);
          outside(
              called -> {
                context.runOnContext(
                    v -> {
                      ways.call("/out/virtual-await-behind");
                      called.countDown();
                    });
                given.countDown();
              });
          ways.outside(() -> promise.complete("done"));
        });
  }

  /** Blocking code that begins in a request, and calls when that has ended. */
  private void addLate(Context context) {
    CountDownLatch ended = new CountDownLatch(1);
    CountDownLatch late = new CountDownLatch(2);
    ways.addLate(
        "virtual-late",
        call ->
            context.executeBlocking(
                callable(
                    () -> {
                      await(ended);
                      call.run();
                      late.countDown();
                    }),
                false));
    ways.addAfterwards(
        "virtual-late-end",
        call -> {
          ended.countDown();
          await(late);
          call.run();
        });
  }

  private void addContext(String name, Context context) throws Exception {
    ways.add(name + "-run", call -> context.runOnContext(v -> call.run()));
    ways.add(
        name + "-run-inside",
        call -> context.runOnContext(v -> context.runOnContext(w -> call.run())));
    ways.add(
        name + "-run-by-vertx",
        call -> context.runOnContext(v -> vertx.runOnContext(w -> call.run())));
    ways.addAfterwards("after-" + name, call -> context.runOnContext(v -> call.run()));
    ways.addShared(
        name + "-busy",
        () -> occupied(context),
        (release, call) -> context.runOnContext(v -> call.run()),
        CountDownLatch::countDown);
    ways.add(
        name + "-behind",
        call -> {
          CountDownLatch release = occupied(context);
          context.runOnContext(v -> call.run());
          outside(
              called -> {
                context.runOnContext(
                    v -> {
                      ways.call("/out/" + name + "-behind");
                      called.countDown();
                    });
                release.countDown();
              });
        });
    ways.add(
        name + "-timer",
        call -> context.runOnContext(v -> vertx.setTimer(DELAY, timer -> call.run())));
    ways.addPeriodic(
        name + "-periodic",
        task -> context.runOnContext(v -> vertx.setPeriodic(5, timer -> task.run())));
    addBlocking(name, blocking(context));
    addConsumers(name, context);
    new FutureWays(ways, name, () -> FutureWays.promise(context)).addAll();
  }

  /** Keeps a context busy with what belongs to nobody. */
  private CountDownLatch occupied(Context context) {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch given = new CountDownLatch(1);
    ways.outside(
        () -> {
          context.runOnContext(v -> await(release));
          given.countDown();
        });
    await(given);
    return release;
  }

  private void addBlocking(String name, Map<String, Blocking> forms) {
    forms.forEach(
        (form, blocking) -> {
          String prefix = name + "-blocking-" + form;
          ways.add(prefix + "-ordered", call -> blocking.execute(call, true));
          ways.add(prefix + "-unordered", call -> blocking.execute(call, false));
          ways.add(
              prefix + "-inside",
              call -> blocking.execute(() -> blocking.execute(call, true), false));
          ways.add(
              prefix + "-result",
              call -> blocking.execute(() -> {}, true).onComplete(result -> call.run()));
          ways.addShared(
              prefix + "-shared",
              () -> {
                CountDownLatch release = new CountDownLatch(1);
                return new Released(release, blocking.execute(() -> await(release), false));
              },
              (shared, call) -> shared.future.onComplete(result -> call.run()),
              shared -> shared.release.countDown());
          ways.addAfterwards("after-" + prefix, call -> blocking.execute(call, true));
          ways.addAfterwards("after-unordered-" + prefix, call -> blocking.execute(call, false));
        });
  }

  private void addTimers() {
    ways.add("timer", call -> vertx.setTimer(DELAY, timer -> call.run()));
    ways.add(
        "timer-inside",
        call -> vertx.setTimer(DELAY, timer -> vertx.setTimer(DELAY, again -> call.run())));
    ways.add(
        "timer-cancelled",
        call -> {
          vertx.cancelTimer(vertx.setTimer(60_000, timer -> {}));
          vertx.setTimer(DELAY, timer -> call.run());
        });
    ways.addPeriodic("periodic", task -> vertx.setPeriodic(5, timer -> task.run()));
    ways.addAfterwards("after-timer", call -> vertx.setTimer(DELAY, timer -> call.run()));
  }

  private void addConsumers(String name, Context context) throws Exception {
    CountDownLatch registered = new CountDownLatch(1);
    context.runOnContext(
        v -> {
          bus.consumer(
              name,
              message -> {
                take(message).run();
                message.reply("done");
              });
          bus.consumer(name + "-two", message -> calls.get((String) message.body()).run());
          bus.consumer(name + "-two", message -> calls.get((String) message.body()).run());
          bus.consumer(name + "-later", message -> ways.outside(() -> message.reply("done")));
          registered.countDown();
        });
    registered.await();
    if (has(MessageConsumer.class, "processor", Function.class)) { // added in 5.2
      Function<Message<Object>, Future<Object>> processor =
          message -> {
            take(message).run();
            return Future.succeededFuture("done");
          };
      MessageConsumer.class
          .getMethod("processor", Function.class)
          .invoke(bus.consumer(name + "-processor"), processor);
      ways.add(name + "-send-processor", call -> bus.send(name + "-processor", give(call)));
    }
    ways.add(name + "-send", call -> bus.send(name, give(call)));
    ways.add(name + "-send-inside", call -> context.runOnContext(v -> bus.send(name, give(call))));
    ways.add(name + "-send-on", call -> bus.send(name, give(() -> bus.send(name, give(call)))));
    ways.add(name + "-publish", call -> bus.publish(name, give(call)));
    ways.add(name + "-publish-to-two", call -> bus.publish(name + "-two", give(call)));
    ways.add(name + "-request", call -> bus.request(name, give(call)));
    ways.add(
        name + "-reply", call -> bus.request(name, give(() -> {})).onComplete(reply -> call.run()));
    ways.add(
        name + "-reply-inside",
        call ->
            context.runOnContext(
                v -> bus.request(name, give(() -> {})).onComplete(reply -> call.run())));
    ways.add(
        name + "-reply-later",
        call -> bus.request(name + "-later", "").onSuccess(reply -> call.run()));
    ways.add(
        name + "-request-nobody",
        call ->
            context.runOnContext(v -> bus.request("nobody", "").onFailure(failure -> call.run())));
    ways.addAfterwards("after-send-" + name, call -> bus.send(name, give(call)));
    ways.addShared(
        name + "-paused",
        () -> paused(context),
        (consumer, call) -> {
          bus.send(consumer.address(), give(call));
          settle(context);
        },
        MessageConsumer::resume);
    ways.add(
        name + "-paused-behind",
        call -> {
          MessageConsumer<String> consumer = paused(context);
          bus.send(consumer.address(), give(call));
          settle(context);
          outside(
              called ->
                  bus.send(
                      consumer.address(),
                      give(
                          () -> {
                            ways.call("/out/" + name + "-paused-behind");
                            called.countDown();
                          })),
              () -> {
                settle(context);
                consumer.resume();
              });
        });
  }

  /** Waits until the context has done what it was given, so that a message is where it waits. */
  private static void settle(Context context) {
    CountDownLatch done = new CountDownLatch(1);
    context.runOnContext(v -> done.countDown());
    await(done);
  }

  private MessageConsumer<String> paused(Context context) {
    CompletableFuture<MessageConsumer<String>> made = new CompletableFuture<>();
    context.runOnContext(
        v -> {
          MessageConsumer<String> consumer = bus.consumer("paused-" + numbers.incrementAndGet());
          consumer.handler(message -> take(message).run());
          made.complete(consumer.pause());
        });
    return made.join();
  }

  private void addDeployments() {
    addDeployment("deploy", DeploymentOptions::new);
    addDeployment("deploy-worker", VertxWays::workers);
  }

  private void addDeployment(String name, Supplier<DeploymentOptions> options) {
    ways.add(name, call -> deploy(options.get(), call));
    ways.add(
        name + "-result",
        call -> deploy(options.get(), () -> {}).onComplete(deployment -> call.run()));
    ways.add(
        name + "-result-timer",
        call -> deploy(options.get(), () -> vertx.setTimer(DELAY, timer -> call.run())));
    ways.addPeriodic(
        name + "-periodic",
        task -> deploy(options.get(), () -> vertx.setPeriodic(5, timer -> task.run())));
    ways.add(
        name + "-consumer",
        call ->
            deploy(options.get(), () -> bus.consumer(name, message -> take(message).run()))
                .onComplete(deployment -> bus.send(name, give(call))));
    ways.addAfterwards("after-" + name + "-consumer", call -> bus.send(name, give(call)));
  }

  /** What is started in a request and serves others. */
  private void addStarted() {
    ways.add(
        "new-vertx",
        call -> {
          Vertx made = Vertx.vertx();
          opened.add(made);
          made.runOnContext(v -> {});
          for (Blocking blocking : blocking(made).values()) {
            blocking.execute(() -> {}, true);
          }
          outside(called -> made.runOnContext(v -> outCall(called)));
          for (Blocking blocking : blocking(made).values()) {
            outside(called -> blocking.execute(() -> outCall(called), true));
            outside(called -> blocking.execute(() -> outCall(called), false));
          }
          outside(called -> made.setTimer(DELAY, timer -> outCall(called)));
          made.runOnContext(v -> call.run());
        });
    ways.add(
        "closed-executor",
        call -> {
          WorkerExecutor executor =
              vertx.createSharedWorkerExecutor("closed-" + numbers.incrementAndGet());
          executor.close();
          for (Blocking blocking : blocking(executor).values()) {
            try {
              blocking.execute(() -> {}, false);
            } catch (RuntimeException e) {
              // Some versions throw, others give a future that has failed.
            }
          }
          vertx.runOnContext(v -> call.run());
        });
  }

  private void outCall(CountDownLatch called) {
    ways.call("/out/new-vertx");
    called.countDown();
  }

  private interface Outside {
    void begin(CountDownLatch called);
  }

  /** Begins something on a thread without context, and waits until it has called. */
  private void outside(Outside task) {
    outside(task, () -> {});
  }

  private void outside(Outside task, Runnable then) {
    CountDownLatch called = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    ways.outside(
        () -> {
          task.begin(called);
          begun.countDown();
        });
    await(begun);
    then.run();
    await(called);
  }

  private String give(Runnable call) {
    String key = Integer.toString(numbers.incrementAndGet());
    calls.put(key, call);
    return key;
  }

  private Runnable take(Message<?> message) {
    return Objects.requireNonNull(calls.remove((String) message.body()));
  }

  private Context deployed(DeploymentOptions options) throws Exception {
    CompletableFuture<Context> context = new CompletableFuture<>();
    deploy(options, () -> context.complete(Vertx.currentContext()));
    return context.get(10, TimeUnit.SECONDS);
  }

  private Future<String> deploy(DeploymentOptions options, Runnable start) {
    Supplier<Verticle> verticle =
        () ->
            new AbstractVerticle() {
              @Override
              public void start() {
                start.run();
              }
            };
    return vertx.deployVerticle(verticle, options);
  }

  private static DeploymentOptions workers() {
    DeploymentOptions options = new DeploymentOptions();
    return has(DeploymentOptions.class, "setWorker", boolean.class) // removed in 5.0
        ? options.setWorker(true)
        : options.setThreadingModel(ThreadingModel.WORKER);
  }

  private interface Blocking {
    Future<Object> execute(Runnable call, boolean ordered);
  }

  private static Map<String, Blocking> blocking(Vertx vertx) {
    return forms(
        Vertx.class,
        (call, ordered) -> vertx.executeBlocking(callable(call), ordered),
        (call, ordered) -> vertx.executeBlocking(handler(call), ordered));
  }

  private static Map<String, Blocking> blocking(Context context) {
    return forms(
        Context.class,
        (call, ordered) -> context.executeBlocking(callable(call), ordered),
        (call, ordered) -> context.executeBlocking(handler(call), ordered));
  }

  private static Map<String, Blocking> blocking(WorkerExecutor executor) {
    return forms(
        WorkerExecutor.class,
        (call, ordered) -> executor.executeBlocking(callable(call), ordered),
        (call, ordered) -> executor.executeBlocking(handler(call), ordered));
  }

  /** Callables were added in 4.5, handlers removed in 5.0. */
  private static Map<String, Blocking> forms(Class<?> type, Blocking callable, Blocking handler) {
    Map<String, Blocking> forms = new ConcurrentHashMap<>();
    if (has(type, "executeBlocking", Callable.class, boolean.class)) {
      forms.put("callable", callable);
    }
    if (has(type, "executeBlocking", Handler.class, boolean.class)) {
      forms.put("handler", handler);
    }
    return forms;
  }

  private static Callable<Object> callable(Runnable call) {
    return () -> {
      call.run();
      return "done";
    };
  }

  private static Handler<Promise<Object>> handler(Runnable call) {
    return promise -> {
      call.run();
      promise.complete("done");
    };
  }

  static boolean has(Class<?> type, String method, Class<?>... parameters) {
    try {
      type.getMethod(method, parameters);
      return true;
    } catch (NoSuchMethodException e) {
      return false;
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("Nobody came");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    opened.forEach(Vertx::close);
  }

  /** The result of blocking code that waits. */
  private static final class Released {
    final CountDownLatch release;
    final Future<Object> future;

    Released(CountDownLatch release, Future<Object> future) {
      this.release = release;
      this.future = future;
    }
  }
}
