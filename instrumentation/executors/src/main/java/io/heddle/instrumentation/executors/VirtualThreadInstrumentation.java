// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.executors;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.VirtualThreadContexts;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Lends a context to virtual threads that are started in it, by way of their tasks. */
public final class VirtualThreadInstrumentation extends Instrumentation {
  private static final String RUNNABLE = "java.lang.Runnable";

  public VirtualThreadInstrumentation() {
    super("executors", onType("java.lang.VirtualThread")); // added in 19
    advise(
        method("<init>")
            .takes("java.util.concurrent.Executor", "java.lang.String", "int", RUNNABLE),
        "InitAdvice");
    // Its start() calls this one.
    advise(
        method("start").takes("jdk.internal.vm.ThreadContainer"),
        "ThreadInstrumentation$StartAdvice");
    advise(method("run").takes(RUNNABLE), "RunAdvice");
  }

  /** Makes room for a context. */
  public static final class InitAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    @Advice.AssignReturned.ToArguments(@Advice.AssignReturned.ToArguments.ToArgument(3))
    public static @Nullable Object onEnter(@Advice.Argument(3) @Nullable Runnable task) {
      return VirtualThreadContexts.made(task);
    }
  }

  /** Runs the application's own task, on a stack that has nothing else. */
  public static final class RunAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    @Advice.AssignReturned.ToArguments(@Advice.AssignReturned.ToArguments.ToArgument(0))
    public static @Nullable Object onEnter(@Advice.Argument(0) @Nullable Object task) {
      return VirtualThreadContexts.running(task);
    }
  }
}
