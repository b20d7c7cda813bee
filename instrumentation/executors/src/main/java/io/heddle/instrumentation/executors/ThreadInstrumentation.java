// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.executors;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.ThreadContexts;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Lends a context to the threads that are started in it, of every kind. Nothing is woven into what
 * they run: a thread finds its context when it first asks for one.
 */
public final class ThreadInstrumentation extends Instrumentation {
  public ThreadInstrumentation() {
    super("executors", onType("java.lang.Thread"));
    advise(method("start").takesCount(0), "StartAdvice");
    advise(method("start").takes("jdk.internal.vm.ThreadContainer"), "StartAdvice"); // added in 19
  }

  /** Before the thread can run. */
  public static final class StartAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.This Thread thread) {
      ThreadContexts.started(thread);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.This Thread thread, @Advice.Thrown @Nullable Throwable thrown) {
      if (thrown != null) {
        ThreadContexts.failed(thread);
      }
    }
  }
}
