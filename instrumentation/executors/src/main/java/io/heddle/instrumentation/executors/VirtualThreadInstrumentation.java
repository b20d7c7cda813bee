// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.executors;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.ThreadContexts;
import net.bytebuddy.asm.Advice;

/** Lends a context to virtual threads that are started in it, and forgets them at their end. */
public final class VirtualThreadInstrumentation extends Instrumentation {
  public VirtualThreadInstrumentation() {
    super("executors", onType("java.lang.VirtualThread")); // added in 19
    // Its start() calls this one.
    advise(
        method("start").takes("jdk.internal.vm.ThreadContainer"),
        "ThreadInstrumentation$StartAdvice");
    advise(method("afterDone").takes("boolean"), "DoneAdvice"); // added in 21
  }

  /** Runs on the carrier. Most virtual threads never ask for their context. */
  public static final class DoneAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.This Thread thread) {
      ThreadContexts.ended(thread);
    }
  }
}
