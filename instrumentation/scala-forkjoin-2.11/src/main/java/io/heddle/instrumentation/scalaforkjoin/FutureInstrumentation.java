// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.scalaforkjoin;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.TaskContexts;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Runs callbacks of futures in the context in which they were added. */
public final class FutureInstrumentation extends Instrumentation {
  private static final String IMPL = "scala.concurrent.impl.";
  private static final String FUNCTION = "scala.Function1";
  private static final String EXECUTOR = "scala.concurrent.ExecutionContext";

  public FutureInstrumentation() {
    super(
        "scala-forkjoin",
        onType(
            IMPL + "CallbackRunnable", // removed in 2.13
            IMPL + "Future$PromiseCompletingRunnable", // removed in 2.12
            IMPL + "Promise$Transformation")); // added in 2.13
    advise(method("<init>").takes(EXECUTOR, FUNCTION), "InitAdvice");
    advise(method("<init>").takes("scala.Function0"), "InitAdvice");
    advise(method("<init>").takes(FUNCTION, EXECUTOR, "scala.util.Try", "int"), "InitAdvice");
    advise(method("run").takesCount(0), "RunAdvice");
  }

  /** One is made for each callback, and for each body of a future. */
  public static final class InitAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.This Object callback) {
      CallbackContexts.made(callback);
    }
  }

  /** On whatever thread its executor chose. */
  public static final class RunAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.This Object callback) {
      return CallbackContexts.running(callback);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }
}
