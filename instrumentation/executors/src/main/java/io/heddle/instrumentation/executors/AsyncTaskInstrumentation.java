// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.executors;

import io.heddle.instrumentation.api.Instrumentation;

/**
 * Takes the context out of the tasks of {@code supplyAsync} and {@code runAsync} before their
 * function runs, whatever executor runs them. From 15 on the function may do so itself: its frame
 * can be hidden.
 */
public final class AsyncTaskInstrumentation extends Instrumentation {
  private static final String FUTURE = "java.util.concurrent.CompletableFuture";

  public AsyncTaskInstrumentation() {
    super("executors", onType(FUTURE + "$AsyncRun", FUTURE + "$AsyncSupply").untilJava(14));
    advise(method("run").takesCount(0), "FutureTaskInstrumentation$RunAdvice");
  }
}
