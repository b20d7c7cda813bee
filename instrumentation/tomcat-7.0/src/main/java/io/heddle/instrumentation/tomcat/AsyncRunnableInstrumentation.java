// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.tomcat;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.TaskContexts;
import io.opentelemetry.context.Scope;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Carries context through {@code AsyncContext.start}, whose tasks run in a pool of Tomcat's own
 * (since 9.0.55 not a subclass of the JDK's).
 */
public final class AsyncRunnableInstrumentation extends Instrumentation {
  public AsyncRunnableInstrumentation() {
    super("tomcat", onType("org.apache.catalina.core.AsyncContextImpl$RunnableWrapper"));
    advise(method("<init>"), "NewAdvice");
    advise(method("run").takesCount(0), "RunAdvice");
  }

  /** Remembers the context of the starting thread. */
  public static final class NewAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.This Object task) {
      TaskContexts.submitted(task);
    }
  }

  /** Makes that context current. */
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
