// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.asynchttpclient;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.TaskContexts;
import net.bytebuddy.asm.Advice;
import org.asynchttpclient.Request;
import org.jspecify.annotations.Nullable;

/** Begins the first attempt of a call with its future, and ends the last if nothing came back. */
public final class FutureInstrumentation extends Instrumentation {
  public FutureInstrumentation() {
    super("async-http-client", onType("org.asynchttpclient.netty.NettyResponseFuture"));
    advise(method("<init>"), "InitAdvice");
    advise(method("done").takesCount(0), "DoneAdvice");
    advise(method("abort").takes("java.lang.Throwable"), "AbortAdvice");
    advise(method("cancel").takes("boolean"), "CancelAdvice");
  }

  /** On the thread of the caller, before there is a connection. */
  public static final class InitAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.This Object future, @Advice.Argument(0) Request request) {
      Attempts.begun(future, request);
    }
  }

  /** Around the end of the handler, and the listeners. */
  public static final class DoneAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.This Object future) {
      return Attempts.enter(future);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }

  /** The same of a call that failed, wherever it had come to. */
  public static final class AbortAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(
        @Advice.This Object future, @Advice.Argument(0) @Nullable Throwable failure) {
      Attempts.ended(future, failure);
      return Attempts.enter(future);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }

  /** Whoever cancels has not failed. */
  public static final class CancelAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.This Object future) {
      Attempts.ended(future, null);
      return Attempts.enter(future);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }
}
