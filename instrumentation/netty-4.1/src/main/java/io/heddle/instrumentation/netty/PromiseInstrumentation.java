// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.netty;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.FutureContexts;
import io.heddle.instrumentation.api.context.TaskContexts;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Runs listeners of a promise in the context in which they were added. */
public final class PromiseInstrumentation extends Instrumentation {
  public PromiseInstrumentation() {
    super("netty", onType(NettyTypes.withCopies(NettyTypes.CONCURRENT + "DefaultPromise")));
    advise(method("addListener0").takesCount(1), "AddAdvice");
    advise(method("removeListener0").takesCount(1), "RemoveAdvice");
    advise(method("notifyListenersNow").takesCount(0), "NotifyAllAdvice");
    advise(method("notifyListener0").takesCount(2), "NotifyAdvice");
    advise(method("notifyProgressiveListener0").takesCount(4), "ProgressAdvice");
  }

  /** Remembers the context, whether or not the promise is complete. */
  public static final class AddAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.This Object promise, @Advice.Argument(0) @Nullable Object listener) {
      FutureContexts.added(promise, listener);
    }
  }

  /** Forgets it. */
  public static final class RemoveAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.This Object promise, @Advice.Argument(0) @Nullable Object listener) {
      FutureContexts.take(promise, listener);
    }
  }

  /** Keeps the context of whoever completes the promise from listeners that were added in none. */
  public static final class NotifyAllAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter() {
      return TaskContexts.withoutContext();
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }

  /** Around one listener. Finds nothing for a future that was born complete. */
  public static final class NotifyAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(
        @Advice.Argument(0) @Nullable Object future,
        @Advice.Argument(1) @Nullable Object listener) {
      return FutureContexts.telling(FutureContexts.take(future, listener));
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }

  /** Around one listener that will be told again. */
  public static final class ProgressAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(
        @Advice.Argument(0) @Nullable Object future,
        @Advice.Argument(1) @Nullable Object listener) {
      return FutureContexts.telling(FutureContexts.find(future, listener));
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }
}
