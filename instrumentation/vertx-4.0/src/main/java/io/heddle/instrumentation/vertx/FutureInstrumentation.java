// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.vertx;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.FutureContexts;
import io.heddle.instrumentation.api.context.TaskContexts;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Runs listeners of a future in the context in which they were added: whatever is derived from a
 * future is one. Listeners of a future that is complete run at once or are given to its context,
 * and need none of this.
 */
public final class FutureInstrumentation extends Instrumentation {
  private static final String FUTURE = "io.vertx.core.impl.future.";
  private static final String LISTENER = FUTURE + "Listener"; // removed in 5.0
  private static final String COMPLETABLE = "io.vertx.core.Completable"; // added in 5.0

  public FutureInstrumentation() {
    super(
        "vertx",
        onType(FUTURE + "FutureImpl", FUTURE + "FutureBase", FUTURE + "FutureImpl$ListenerArray"));
    advise(method("addListener").takesCount(1), "AddAdvice");
    advise(method("removeListener").takesCount(1), "RemoveAdvice"); // added in 4.5.5
    advise(method("tryComplete").takesCount(1), "CompleteAdvice");
    advise(method("tryFail").takesFirst("java.lang.Throwable").takesCount(1), "CompleteAdvice");
    advise(method("completeInternal").takesCount(2), "CompleteAdvice"); // added in 5.0
    advise(method("emitSuccess").takesCount(2), "EmitAdvice"); // removed in 5.0
    advise(method("emitFailure").takesCount(2), "EmitAdvice"); // removed in 5.0
    advise(method("emitResult").takesCount(3), "EmitResultAdvice"); // added in 5.0
    advise(method("onSuccess").takesCount(1).aroundCallsOf(LISTENER, "onSuccess"), "TellAdvice");
    advise(method("onFailure").takesCount(1).aroundCallsOf(LISTENER, "onFailure"), "TellAdvice");
    advise(method("complete").takesCount(2).aroundCallsOf(COMPLETABLE, "complete"), "TellAdvice");
  }

  /** Remembers the context, whether or not the future is complete. */
  public static final class AddAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.This Object future, @Advice.Argument(0) @Nullable Object listener) {
      FutureContexts.added(future, listener);
    }
  }

  /** Forgets it. */
  public static final class RemoveAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.This Object future, @Advice.Argument(0) @Nullable Object listener) {
      FutureContexts.take(future, listener);
    }
  }

  /** Keeps the context of whoever completes the future from listeners that were added in none. */
  public static final class CompleteAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter() {
      return TaskContexts.withoutContext();
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }

  /** Tells a listener, or gives to the future's context what tells it. */
  public static final class EmitAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(
        @Advice.This Object future, @Advice.Argument(1) @Nullable Object listener) {
      return ListenerContexts.emitting(future, listener);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }

  /** The same with the listener in another place. */
  public static final class EmitResultAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(
        @Advice.This Object future, @Advice.Argument(2) @Nullable Object listener) {
      return ListenerContexts.emitting(future, listener);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }

  /** Around one listener of several. */
  public static final class TellAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.This Object listener) {
      return ListenerContexts.telling(listener);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }
}
