// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.scalaforkjoin;

import io.heddle.testing.ContextWays;
import io.heddle.testing.ContextWays.SharedWay;
import java.util.concurrent.Executors;
import scala.Function0;
import scala.Function1;
import scala.PartialFunction;
import scala.concurrent.ExecutionContext;
import scala.concurrent.ExecutionContext$;
import scala.concurrent.Future;
import scala.concurrent.Future$;
import scala.concurrent.Promise;
import scala.concurrent.Promise$;
import scala.runtime.AbstractFunction0;
import scala.runtime.AbstractFunction1;
import scala.runtime.AbstractPartialFunction;

/** Futures by the classes that Java can use with every version of Scala. */
final class ScalaWays {
  private final ContextWays ways;
  private final String prefix;
  private final ExecutionContext executor;

  private ScalaWays(ContextWays ways, String prefix, ExecutionContext executor) {
    this.ways = ways;
    this.prefix = prefix;
    this.executor = executor;
  }

  static void add(ContextWays ways) {
    new ScalaWays(ways, "global-", ExecutionContext$.MODULE$.global()).addAll();
    new ScalaWays(
            ways, "pool-", ExecutionContext$.MODULE$.fromExecutor(Executors.newFixedThreadPool(2)))
        .addAll();
    new ScalaWays(ways, "direct-", ExecutionContext$.MODULE$.fromExecutor(Runnable::run)).addAll();
    // A thread of one's own, which no executor knows.
    new ScalaWays(ways, "own-", ExecutionContext$.MODULE$.fromExecutor(ways::outside)).addAll();
    ExecutionContext global = ExecutionContext$.MODULE$.global();
    ways.addAfterwards("after-global", call -> Future$.MODULE$.apply(body(call), global));
    ways.addAfterwards("after-execute", call -> global.execute(call::run));
    ways.add("global-execute", call -> global.execute(call::run));
  }

  private void addAll() {
    ways.add(prefix + "apply", call -> Future$.MODULE$.apply(body(call), executor));
    derived("map", (future, call) -> future.map(function(call), executor));
    derived(
        "map-chain",
        (future, call) -> future.map(function(() -> {}), executor).map(function(call), executor));
    derived("on-complete", (future, call) -> future.onComplete(function(call), executor));
    derived("foreach", (future, call) -> future.foreach(function(call), executor));
    derived("flat-map", (future, call) -> future.flatMap(composing(call), executor));
    derived(
        "flat-map-then",
        (future, call) ->
            future.flatMap(composing(() -> {}), executor).map(function(call), executor));
    derived("filter", (future, call) -> future.filter(testing(call), executor));
    derived("and-then", (future, call) -> future.andThen(partial(call), executor));
    derived("transform", (future, call) -> future.transform(function(call), throwing(), executor));
    ways.add(
        prefix + "recover",
        call -> {
          Promise<Object> promise = Promise$.MODULE$.apply();
          promise.future().recover(partial(call), executor);
          ways.outside(() -> promise.failure(new IllegalStateException("expected")));
        });
    ways.add(
        prefix + "map-complete",
        call -> Future$.MODULE$.successful("done").map(function(call), executor));
    ways.addShared(
        prefix + "shared",
        () -> Promise$.MODULE$.<Object>apply(),
        (promise, call) -> promise.future().map(function(call), executor),
        promise -> promise.success("done"));
    ways.addShared(
        prefix + "shared-completed-in-pool",
        () -> Promise$.MODULE$.<Object>apply(),
        (promise, call) -> promise.future().onComplete(function(call), executor),
        promise -> executor.execute(() -> promise.success("done")));
  }

  private void derived(String name, SharedWay<Future<Object>> way) {
    ways.add(
        prefix + name,
        call -> {
          Promise<Object> promise = Promise$.MODULE$.apply();
          way.take(promise.future(), call);
          ways.outside(() -> promise.success("done"));
        });
  }

  private static Function0<Object> body(Runnable call) {
    return new AbstractFunction0<>() {
      @Override
      public Object apply() {
        call.run();
        return "done";
      }
    };
  }

  private static <T> Function1<T, Object> function(Runnable call) {
    return new AbstractFunction1<>() {
      @Override
      public Object apply(T value) {
        call.run();
        return value;
      }
    };
  }

  private static Function1<Throwable, Throwable> throwing() {
    return new AbstractFunction1<>() {
      @Override
      public Throwable apply(Throwable thrown) {
        return thrown;
      }
    };
  }

  private static Function1<Object, Object> testing(Runnable call) {
    return new AbstractFunction1<>() {
      @Override
      public Object apply(Object value) {
        call.run();
        return true;
      }
    };
  }

  private static Function1<Object, Future<Object>> composing(Runnable call) {
    return new AbstractFunction1<>() {
      @Override
      public Future<Object> apply(Object value) {
        call.run();
        return Future$.MODULE$.successful(value);
      }
    };
  }

  private static <T> PartialFunction<T, Object> partial(Runnable call) {
    return new AbstractPartialFunction<>() {
      @Override
      public boolean isDefinedAt(T value) {
        return true;
      }

      @Override
      @SuppressWarnings("unchecked")
      public <A1 extends T, B1> B1 applyOrElse(A1 value, Function1<A1, B1> otherwise) {
        call.run();
        return (B1) value;
      }
    };
  }
}
