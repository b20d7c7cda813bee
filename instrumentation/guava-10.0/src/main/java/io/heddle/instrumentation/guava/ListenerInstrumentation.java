// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.guava;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.TaskContexts;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Hands listeners to their executors in the context in which they were added. */
public final class ListenerInstrumentation extends Instrumentation {
  private static final String OWNER = "com.google.common.util.concurrent.";
  private static final String RUNNABLE = "java.lang.Runnable";
  private static final String EXECUTOR = "java.util.concurrent.Executor";

  public ListenerInstrumentation() {
    super("guava", onType(OWNER + "AbstractFuture", OWNER + "ExecutionList"));
    advise(method("addListener").takes(RUNNABLE, EXECUTOR), "AddAdvice");
    advise(method("add").takes(RUNNABLE, EXECUTOR), "AddAdvice");
    advise(method("executeListener").takes(RUNNABLE, EXECUTOR), "ExecuteListenerAdvice");
  }

  /** Makes a listener that waits already tell itself apart. */
  public static final class AddAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    @Advice.AssignReturned.ToArguments(@Advice.AssignReturned.ToArguments.ToArgument(0))
    public static @Nullable Object onEnter(@Advice.Argument(0) @Nullable Runnable listener) {
      return listener == null ? null : ListenerContexts.adding(listener);
    }
  }

  /** Finds nothing for a listener of a future that was complete, which runs at once. */
  public static final class ExecuteListenerAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.Argument(0) @Nullable Object listener) {
      return ListenerContexts.running(listener);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }
}
