// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.kotlinxcoroutines;

import io.heddle.instrumentation.api.Instrumentation;
import net.bytebuddy.asm.Advice;

/** Remembers the context in which a coroutine is built, also one that starts later. */
public final class CoroutineInstrumentation extends Instrumentation {
  private static final String CONTEXT = "kotlin.coroutines.CoroutineContext";

  public CoroutineInstrumentation() {
    super("kotlinx-coroutines", onType("kotlinx.coroutines.AbstractCoroutine"));
    advise(method("<init>").takes(CONTEXT, "boolean"), "InitAdvice"); // until 1.4
    advise(method("<init>").takes(CONTEXT, "boolean", "boolean"), "InitAdvice"); // from 1.5
    advise(method("onCompletionInternal").takes("java.lang.Object"), "CompletionAdvice");
  }

  /** On the thread that calls {@code launch}, {@code async}, {@code withContext} and so on. */
  public static final class InitAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.This Object coroutine) {
      CoroutineContexts.built(coroutine);
    }
  }

  /** Once, after the last of the coroutine's code and of its children's. */
  public static final class CompletionAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.This Object coroutine) {
      CoroutineContexts.completed(coroutine);
    }
  }
}
