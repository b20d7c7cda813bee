// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.jvm.context;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;

/** Futures that are completed by a thread without context. */
@SuppressWarnings("FutureReturnValueIgnored")
final class StageWays {
  private StageWays() {}

  static void add() {
    ExecutorService pool = Executors.newFixedThreadPool(1);
    Executor own = Ways::outside;
    Ways.add("run-async", CompletableFuture::runAsync);
    Ways.add("run-async-pool", call -> CompletableFuture.runAsync(call, pool));
    Ways.add("run-async-own", call -> CompletableFuture.runAsync(call, own));
    Ways.add("supply-async", call -> CompletableFuture.supplyAsync(() -> value(call)));
    Ways.add("supply-async-pool", call -> CompletableFuture.supplyAsync(() -> value(call), pool));
    Ways.add("supply-async-own", call -> CompletableFuture.supplyAsync(() -> value(call), own));
    one("then-apply", (stage, call) -> stage.thenApply(x -> value(call)));
    one("then-apply-async", (stage, call) -> stage.thenApplyAsync(x -> value(call)));
    one("then-apply-async-pool", (stage, call) -> stage.thenApplyAsync(x -> value(call), pool));
    one("then-apply-async-own", (stage, call) -> stage.thenApplyAsync(x -> value(call), own));
    one("then-accept", (stage, call) -> stage.thenAccept(x -> call.run()));
    one("then-accept-async", (stage, call) -> stage.thenAcceptAsync(x -> call.run()));
    one("then-run", (stage, call) -> stage.thenRun(call));
    one("then-run-async", (stage, call) -> stage.thenRunAsync(call));
    one("when-complete", (stage, call) -> stage.whenComplete((x, e) -> call.run()));
    one("when-complete-async", (stage, call) -> stage.whenCompleteAsync((x, e) -> call.run()));
    one("handle", (stage, call) -> stage.handle((x, e) -> value(call)));
    one("handle-async", (stage, call) -> stage.handleAsync((x, e) -> value(call)));
    one("then-compose", (stage, call) -> stage.thenCompose(x -> completed(call)));
    one("then-compose-async", (stage, call) -> stage.thenComposeAsync(x -> completed(call)));
    one("then-chain", (stage, call) -> stage.thenApply(x -> x).thenApply(x -> x).thenRun(call));
    two("then-combine", (a, b, call) -> a.thenCombine(b, (x, y) -> value(call)));
    two("then-combine-async", (a, b, call) -> a.thenCombineAsync(b, (x, y) -> value(call)));
    two("then-accept-both", (a, b, call) -> a.thenAcceptBoth(b, (x, y) -> call.run()));
    two("run-after-both", (a, b, call) -> a.runAfterBoth(b, call));
    two("apply-to-either", (a, b, call) -> a.applyToEither(b, x -> value(call)));
    two("apply-to-either-async", (a, b, call) -> a.applyToEitherAsync(b, x -> value(call)));
    two("accept-either", (a, b, call) -> a.acceptEither(b, x -> call.run()));
    two("run-after-either", (a, b, call) -> a.runAfterEither(b, call));
    two("all-of", (a, b, call) -> CompletableFuture.allOf(a, b).thenRun(call));
    two("any-of", (a, b, call) -> CompletableFuture.anyOf(a, b).thenRun(call));
    Ways.add(
        "of-completed-async-own",
        call -> CompletableFuture.completedFuture("").thenApplyAsync(x -> value(call), own));
    Ways.add(
        "of-two-completed-async-own",
        call ->
            CompletableFuture.completedFuture("")
                .runAfterBothAsync(CompletableFuture.completedFuture(""), call, own));
    Ways.add(
        "exceptionally",
        call -> {
          CompletableFuture<Object> stage = new CompletableFuture<>();
          stage.exceptionally(e -> value(call));
          Ways.outside(() -> stage.completeExceptionally(new IllegalStateException("expected")));
        });
  }

  private interface Pair {
    void add(CompletableFuture<Object> a, CompletableFuture<Object> b, Runnable call);
  }

  private static void one(String name, BiConsumer<CompletableFuture<Object>, Runnable> way) {
    Ways.add(
        name,
        call -> {
          CompletableFuture<Object> stage = new CompletableFuture<>();
          way.accept(stage, call);
          Ways.outside(() -> stage.complete("done"));
        });
  }

  private static void two(String name, Pair way) {
    Ways.add(
        name,
        call -> {
          CompletableFuture<Object> a = new CompletableFuture<>();
          CompletableFuture<Object> b = new CompletableFuture<>();
          way.add(a, b, call);
          Ways.outside(() -> a.complete("done"));
          Ways.outside(() -> b.complete("done"));
        });
  }

  static Object value(Runnable call) {
    call.run();
    return "done";
  }

  private static CompletableFuture<Object> completed(Runnable call) {
    return CompletableFuture.completedFuture(value(call));
  }
}
