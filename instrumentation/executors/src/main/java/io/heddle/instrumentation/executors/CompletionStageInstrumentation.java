// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.executors;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.StageContexts;
import io.opentelemetry.context.Scope;
import java.util.concurrent.ForkJoinTask;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Runs the functions of dependent stages ({@code thenApply} and its like) in the context that they
 * were added in. A function that runs at once, its source being complete, needs none of this.
 */
public final class CompletionStageInstrumentation extends Instrumentation {
  private static final String OWNER = "java.util.concurrent.CompletableFuture$";

  public CompletionStageInstrumentation() {
    super(
        "executors",
        onType(
            OWNER + "UniApply",
            OWNER + "UniAccept",
            OWNER + "UniRun",
            OWNER + "UniWhenComplete",
            OWNER + "UniHandle",
            OWNER + "UniExceptionally",
            OWNER + "UniComposeExceptionally", // added in 12
            OWNER + "UniCompose",
            OWNER + "BiApply",
            OWNER + "BiAccept",
            OWNER + "BiRun",
            OWNER + "OrApply",
            OWNER + "OrAccept",
            OWNER + "OrRun"));
    advise(method("<init>").takesFirst("java.util.concurrent.Executor"), "InitAdvice");
    // Until 11 the constructor of UniExceptionally takes no executor.
    advise(method("<init>").takesFirst("java.util.concurrent.CompletableFuture"), "InPlaceAdvice");
    advise(method("tryFire").takes("int"), "TryFireAdvice");
  }

  /** Remembers where the stage was added. */
  public static final class InitAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.This Object stage, @Advice.Argument(0) @Nullable Object executor) {
      StageContexts.added(stage, executor != null);
    }
  }

  /** The same for a stage that no executor runs. */
  public static final class InPlaceAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.This Object stage) {
      StageContexts.added(stage, false);
    }
  }

  /** The one method that runs the function, on Java 8 to 25. */
  public static final class TryFireAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(
        @Advice.This ForkJoinTask<?> stage, @Advice.Argument(0) int mode) {
      return StageContexts.trying(stage, mode);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Enter @Nullable Object scope,
        @Advice.This ForkJoinTask<?> stage,
        @Advice.Argument(0) int mode) {
      if (scope != null) {
        StageContexts.tried(stage, mode, (Scope) scope);
      }
    }
  }
}
