// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.vertx;

import static io.heddle.instrumentation.vertx.VertxWays.has;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.ContextWays;
import io.heddle.testing.ContextWays.SharedWay;
import io.vertx.core.AsyncResult;
import io.vertx.core.CompositeFuture;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/** Listeners of futures and what is derived from them, by what a version has of it. */
@SuppressWarnings({"deprecation", "unchecked"})
final class FutureWays {
  private static final Handler<AsyncResult<Object>> ONE =
      result -> ((Runnable) result.result()).run();

  private final ContextWays ways;
  private final String prefix;
  private final Supplier<Promise<Object>> promises;

  /**
   * @param promises of one context, or of none
   */
  FutureWays(ContextWays ways, String name, Supplier<Promise<Object>> promises) {
    this.ways = ways;
    this.prefix = name + "-";
    this.promises = promises;
  }

  /** A promise whose listeners are told on a context, as those that Vert.x itself gives out. */
  static Promise<Object> promise(Context context) {
    try {
      String internal = Context.class.getPackage().getName();
      Class<?> type;
      try {
        type = Class.forName(internal + ".internal.ContextInternal"); // since 5.0
      } catch (ClassNotFoundException e) {
        type = Class.forName(internal + ".impl.ContextInternal");
      }
      return (Promise<Object>) type.getMethod("promise").invoke(context);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  void addAll() throws ReflectiveOperationException {
    addListeners();
    addDerived();
    addFailed();
    addComposites();
    addShared();
    addForeign();
    addCompletable();
  }

  private void addListeners() {
    derived("on-success", (future, call) -> future.onSuccess(value -> call.run()));
    derived("on-complete", (future, call) -> future.onComplete(result -> call.run()));
    if (has(Future.class, "onComplete", Handler.class, Handler.class)) { // added in 4.4
      derived(
          "on-complete-both",
          (future, call) -> future.onComplete(value -> call.run(), failure -> {}));
    }
    derived(
        "two-listeners",
        (future, call) -> {
          future.onComplete(result -> {});
          future.onSuccess(value -> call.run());
        });
    derived(
        "five-listeners",
        (future, call) -> {
          future.onFailure(failure -> {});
          future.onComplete(result -> {});
          future.onSuccess(value -> {});
          future.onComplete(result -> call.run());
          future.onSuccess(value -> {});
        });
    derived(
        "listener-inside",
        (future, call) -> future.onComplete(result -> future.onComplete(again -> call.run())));
    ways.add(
        prefix + "one-listener-for-all",
        call -> {
          Promise<Object> promise = promises.get();
          promise.future().onComplete(ONE);
          ways.outside(() -> promise.complete(call));
        });
    ways.add(
        prefix + "complete",
        call -> {
          Promise<Object> promise = promises.get();
          promise.complete("done");
          promise.future().onComplete(result -> call.run());
        });
    ways.add(
        prefix + "complete-map",
        call -> {
          Promise<Object> promise = promises.get();
          promise.complete("done");
          promise.future().map(value -> "other").map(run(call));
        });
    ways.add(
        prefix + "succeeded", call -> Future.succeededFuture().onComplete(result -> call.run()));
    ways.add(
        prefix + "failed",
        call -> Future.failedFuture("expected").onFailure(failure -> call.run()));
  }

  private void addDerived() {
    derived("map", (future, call) -> future.map(run(call)));
    derived("map-chain", (future, call) -> future.map(value -> value).map(run(call)));
    derived("map-value", (future, call) -> future.map("other").onSuccess(value -> call.run()));
    derived("compose", (future, call) -> future.compose(composing(call)));
    derived("compose-then", (future, call) -> future.compose(value -> later()).map(run(call)));
    derived("flat-map", (future, call) -> future.flatMap(composing(call)));
    derived("otherwise-chain", (future, call) -> future.otherwise("other").map(run(call)));
    if (has(Future.class, "transform", Function.class)) { // added in 4.1
      Function<Runnable, Function<AsyncResult<Object>, Future<Object>>> transforming =
          call ->
              result -> {
                call.run();
                return later();
              };
      derived("transform", (future, call) -> future.transform(transforming.apply(call)));
      derived(
          "transform-then",
          (future, call) -> future.transform(transforming.apply(() -> {})).map(run(call)));
    }
    if (has(Future.class, "eventually", Function.class)) { // removed in 5.0
      Function<Runnable, Function<Void, Future<Object>>> eventually =
          call ->
              value -> {
                call.run();
                return later();
              };
      derived("eventually", (future, call) -> future.eventually(eventually.apply(call)));
      derived(
          "eventually-then",
          (future, call) ->
              future.eventually(eventually.apply(() -> {})).onComplete(result -> call.run()));
    }
    if (has(Future.class, "eventually", Supplier.class)) { // added in 4.5
      Function<Runnable, Supplier<Future<Object>>> eventually =
          call ->
              () -> {
                call.run();
                return later();
              };
      derived("eventually-supplier", (future, call) -> future.eventually(eventually.apply(call)));
    }
    if (has(Future.class, "andThen", Handler.class)) { // added in 4.3
      Function<Runnable, Handler<AsyncResult<Object>>> then = call -> result -> call.run();
      derived("and-then", (future, call) -> future.andThen(then.apply(call)));
      derived(
          "and-then-chain", (future, call) -> future.andThen(then.apply(() -> {})).map(run(call)));
    }
    if (has(Future.class, "timeout", long.class, TimeUnit.class)) { // added in 4.5
      derived("timeout", (future, call) -> future.timeout(1, TimeUnit.MINUTES).map(run(call)));
      ways.add(
          prefix + "timed-out",
          call ->
              promises
                  .get()
                  .future()
                  .timeout(5, TimeUnit.MILLISECONDS)
                  .onFailure(failure -> call.run()));
    }
    derived(
        "to-stage", (future, call) -> future.toCompletionStage().thenAccept(value -> call.run()));
  }

  private void addFailed() {
    failed("on-failure", (future, call) -> future.onFailure(failure -> call.run()));
    failed("on-complete-failed", (future, call) -> future.onComplete(result -> call.run()));
    failed(
        "two-listeners-failed",
        (future, call) -> {
          future.onSuccess(value -> {});
          future.onFailure(failure -> call.run());
        });
    failed("map-failed", (future, call) -> future.map("x").onFailure(failure -> call.run()));
    failed(
        "recover",
        (future, call) ->
            future.recover(
                failure -> {
                  call.run();
                  return Future.succeededFuture("other");
                }));
    failed("recover-then", (future, call) -> future.recover(failure -> later()).map(run(call)));
    failed(
        "otherwise",
        (future, call) ->
            future.otherwise(
                failure -> {
                  call.run();
                  return "other";
                }));
    failed(
        "compose-failed",
        (future, call) ->
            future.compose(
                value -> later(),
                failure -> {
                  call.run();
                  return later();
                }));
    failed(
        "throwing",
        (future, call) ->
            future
                .otherwise("other")
                .map(
                    value -> {
                      throw new IllegalStateException("expected");
                    })
                .onFailure(failure -> call.run()));
  }

  private void addComposites() {
    if (has(CompositeFuture.class, "all", Future.class, Future.class)) { // removed in 5.0
      derived(
          "composite-all",
          (future, call) -> CompositeFuture.all(future, later()).onComplete(result -> call.run()));
      derived(
          "composite-any",
          (future, call) ->
              CompositeFuture.any(future, Future.failedFuture("expected"))
                  .onSuccess(result -> call.run()));
      derived(
          "composite-join", (future, call) -> CompositeFuture.join(later(), future).map(run(call)));
    }
    if (has(Future.class, "all", Future.class, Future.class)) { // added in 4.4
      // Since 4.5.5 the others forget the listener once one has completed.
      Promise<Object> never = promises.get();
      ways.add(
          prefix + "any-of-never",
          call -> {
            Promise<Object> promise = promises.get();
            Future.any(never.future(), promise.future()).onComplete(result -> call.run());
            ways.outside(() -> promise.complete("done"));
          });
      ways.addAfterwards(
          prefix + "any-of-never",
          call -> {
            Class<?> contexts =
                Class.forName("io.heddle.instrumentation.api.context.FutureContexts");
            Method remembered = contexts.getMethod("hasListeners", Object.class);
            assertThat(remembered.invoke(null, never.future())).isEqualTo(false);
            call.run();
          });
      derived(
          "all", (future, call) -> Future.all(future, later()).onComplete(result -> call.run()));
      derived(
          "any",
          (future, call) ->
              Future.any(future, Promise.promise().future()).onSuccess(result -> call.run()));
      derived("join", (future, call) -> Future.join(later(), future).map(run(call)));
      failed(
          "all-failed",
          (future, call) -> Future.all(future, later()).onFailure(failure -> call.run()));
    }
  }

  private void addShared() {
    shared("shared", (future, call) -> future.onComplete(result -> call.run()));
    shared("shared-map", (future, call) -> future.map(run(call)));
    shared("shared-compose", (future, call) -> future.compose(composing(call)));
    shared(
        "shared-compose-then",
        (future, call) -> future.compose(value -> later()).onSuccess(value -> call.run()));
    ways.add(
        prefix + "added-outside",
        call -> {
          Promise<Object> promise = promises.get();
          CountDownLatch called = addOutside(promise.future(), "added-outside");
          promise.complete("done");
          called.await();
          call.run();
        });
    ways.add(
        prefix + "two-added-outside",
        call -> {
          Promise<Object> promise = promises.get();
          CountDownLatch before = addOutside(promise.future(), "two-added-outside");
          promise.future().onComplete(result -> call.run());
          CountDownLatch after = addOutside(promise.future(), "two-added-outside");
          promise.complete("done");
          before.await();
          after.await();
        });
    ways.add(
        prefix + "completed-by-listener",
        call -> {
          Promise<Object> first = promises.get();
          Promise<Object> second = promises.get();
          CountDownLatch called = addOutside(second.future(), "completed-by-listener");
          first.future().onComplete(result -> second.complete(result.result()));
          second.future().onComplete(result -> call.run());
          ways.outside(() -> first.complete("done"));
          called.await();
        });
  }

  /** Adds a listener on a thread without context, and gives what tells when it has run. */
  private CountDownLatch addOutside(Future<Object> future, String name)
      throws InterruptedException {
    CountDownLatch added = new CountDownLatch(1);
    CountDownLatch called = new CountDownLatch(1);
    ways.outside(
        () -> {
          future.onComplete(
              result -> {
                ways.call("/out/" + prefix + name);
                called.countDown();
              });
          added.countDown();
        });
    added.await();
    return called;
  }

  private void addForeign() {
    ways.add(
        prefix + "from-stage",
        call -> {
          CompletableFuture<Object> stage = new CompletableFuture<>();
          Future.fromCompletionStage(stage).onComplete(result -> call.run());
          ways.outside(() -> stage.complete("done"));
        });
    ways.add(
        prefix + "promise-as-listener",
        call -> {
          Promise<Object> first = promises.get();
          Promise<Object> second = promises.get();
          first.future().onComplete(result -> second.complete("done"));
          second.future().onSuccess(value -> call.run());
          ways.outside(() -> first.complete("done"));
        });
  }

  /** A listener that is told as it is, and is the same for all requests; added in 5.0. */
  private void addCompletable() throws ReflectiveOperationException {
    Class<?> type;
    try {
      type = Class.forName("io.vertx.core.Completable");
    } catch (ClassNotFoundException e) {
      return;
    }
    Object one =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (method.getName().equals("complete")) {
                ((Runnable) arguments[0]).run();
                return null;
              }
              throw new UnsupportedOperationException(method.getName());
            });
    Method onComplete = Future.class.getMethod("onComplete", type);
    for (boolean several : new boolean[] {false, true}) {
      CountDownLatch added = new CountDownLatch(2);
      ways.add(
          prefix + (several ? "one-completable-of-two" : "one-completable"),
          call -> {
            Promise<Object> promise = promises.get();
            if (several) {
              promise.future().onComplete(result -> {});
            }
            onComplete.invoke(promise.future(), one);
            // It waits for both requests at the same time.
            added.countDown();
            added.await();
            ways.outside(() -> promise.complete(call));
          });
    }
  }

  private void derived(String name, SharedWay<Future<Object>> way) {
    ways.add(
        prefix + name,
        call -> {
          Promise<Object> promise = promises.get();
          way.take(promise.future(), call);
          ways.outside(() -> promise.complete("done"));
        });
  }

  private void failed(String name, SharedWay<Future<Object>> way) {
    ways.add(
        prefix + name,
        call -> {
          Promise<Object> promise = promises.get();
          way.take(promise.future(), call);
          ways.outside(() -> promise.fail(new IllegalStateException("expected")));
        });
  }

  private void shared(String name, SharedWay<Future<Object>> way) {
    ways.addShared(
        prefix + name,
        promises,
        (promise, call) -> way.take(promise.future(), call),
        promise -> promise.complete("done"));
  }

  /** A future that a thread without context completes, sooner or later. */
  private Future<Object> later() {
    Promise<Object> promise = promises.get();
    ways.outside(() -> promise.complete("later"));
    return promise.future();
  }

  private static <T> Function<T, Object> run(Runnable call) {
    return value -> {
      call.run();
      return "done";
    };
  }

  private static Function<Object, Future<Object>> composing(Runnable call) {
    return value -> {
      call.run();
      return Future.succeededFuture(value);
    };
  }
}
