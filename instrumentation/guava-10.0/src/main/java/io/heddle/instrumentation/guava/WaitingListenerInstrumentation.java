// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.guava;

import io.heddle.instrumentation.api.Instrumentation;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Remembers where a listener was added, once it has to wait: a node of its list is made then. */
public final class WaitingListenerInstrumentation extends Instrumentation {
  private static final String OWNER = "com.google.common.util.concurrent.";
  private static final String EXECUTOR = "java.util.concurrent.Executor";

  public WaitingListenerInstrumentation() {
    super("guava", onType(OWNER + "AbstractFuture$Listener")); // added in 19.0
    advise(method("<init>").takes("java.lang.Runnable", EXECUTOR), "InitAdvice");
  }

  /** The node that marks the end of a list has no listener. */
  public static final class InitAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Argument(0) @Nullable Object listener) {
      ListenerContexts.added(listener);
    }
  }
}
