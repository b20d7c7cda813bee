// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.executors;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.StageContexts;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Runs the functions of dependent stages ({@code thenApply} and its like) in the context that they
 * were added in, and those of {@code supplyAsync} and {@code runAsync} in that of their caller. A
 * function that runs at once, its source being complete, needs none of this.
 *
 * <p>The stages themselves are twenty small classes, which stay as they are: 25 has loaded them
 * before an agent starts.
 */
public final class CompletableFutureInstrumentation extends Instrumentation {
  private static final String FUTURE = "java.util.concurrent.CompletableFuture";
  private static final String STAGE = FUTURE + "$Completion";

  /** Methods that give a task to an executor at once. */
  private static final String[] GIVING = {
    "asyncSupplyStage",
    "asyncRunStage",
    "completeAsync", // added in 9, as are the three "Now"; before, those stages are pushed
    "uniApplyNow",
    "uniAcceptNow",
    "uniRunNow",
    "uniWhenCompleteStage",
    "uniHandleStage",
    "uniExceptionallyStage",
    "uniComposeExceptionallyStage",
    "uniComposeStage",
    "biApplyStage",
    "biAcceptStage",
    "biRunStage",
  };

  public CompletableFutureInstrumentation() {
    super("executors", onType(FUTURE));
    for (String giving : GIVING) {
      advise(
          method(giving).aroundCallsOf("java.util.concurrent.Executor", "execute"), "GiveAdvice");
    }
    advise(method("push").takes(FUTURE + "$UniCompletion"), "PushAdvice"); // until 8
    advise(method("unipush").takes(STAGE), "PushAdvice");
    advise(method("bipush").takes(FUTURE, FUTURE + "$BiCompletion"), "PushBothAdvice");
    advise(method("orpush").takes(FUTURE, FUTURE + "$BiCompletion"), "PushBothAdvice");
    advise(method("postComplete").aroundCallsOf(STAGE, "tryFire"), "TryFireAdvice");
  }

  /** Remembers where the task was made, first of all that see it. */
  public static final class GiveAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.Argument(0) Object task) {
      StageContexts.given(task);
    }
  }

  /** Remembers where a stage that waits for one future was added. */
  public static final class PushAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.Argument(0) @Nullable Object stage) {
      StageContexts.added(stage);
    }
  }

  /** The same for one that waits for two. */
  public static final class PushBothAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.Argument(1) @Nullable Object stage) {
      StageContexts.added(stage);
    }
  }

  /** A source has completed; whatever thread did that runs the function, or gives it away. */
  public static final class TryFireAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.This Object stage) {
      return StageContexts.trying(stage);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object state) {
      StageContexts.tried(state);
    }
  }
}
