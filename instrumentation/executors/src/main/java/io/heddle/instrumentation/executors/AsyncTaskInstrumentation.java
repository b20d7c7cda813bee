// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.executors;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.TaskContexts;
import io.opentelemetry.context.Scope;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Makes the context current in tasks of {@code CompletableFuture}, whatever thread runs them. */
public final class AsyncTaskInstrumentation extends Instrumentation {
  private static final String OWNER = "java.util.concurrent.CompletableFuture";

  public AsyncTaskInstrumentation() {
    super("executors", onType(OWNER + "$AsyncRun", OWNER + "$AsyncSupply", OWNER + "$Completion"));
    advise(method("run").takesCount(0), "RunAdvice");
  }

  /** Finds nothing where a pool has made the context current already. */
  public static final class RunAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.This Object task) {
      return TaskContexts.starting(task);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      if (scope != null) {
        ((Scope) scope).close();
      }
    }
  }
}
