// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.executors;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.TaskContexts;
import net.bytebuddy.asm.Advice;

/** Forgets tasks that a pool refuses without an exception: the caller runs them, or nobody. */
public final class RejectionInstrumentation extends Instrumentation {
  private static final String POOL = "java.util.concurrent.ThreadPoolExecutor";

  public RejectionInstrumentation() {
    super("executors", onType(POOL + "$CallerRunsPolicy", POOL + "$DiscardPolicy"));
    advise(method("rejectedExecution").takes("java.lang.Runnable", POOL), "RejectedAdvice");
  }

  /** What the caller runs has the caller's context anyhow. */
  public static final class RejectedAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.Argument(0) Object task) {
      TaskContexts.discarded(task);
    }
  }
}
