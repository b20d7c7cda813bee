// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.jetty.v9_4;

import io.heddle.instrumentation.api.Instrumentation;
import io.opentelemetry.context.Scope;
import net.bytebuddy.asm.Advice;
import org.eclipse.jetty.server.HttpChannel;
import org.jspecify.annotations.Nullable;

/**
 * Records requests from the first time that a channel handles them until the channel has completed
 * them. A channel handles one request after another, of any version of HTTP.
 */
public final class HttpChannelInstrumentation extends Instrumentation {
  public HttpChannelInstrumentation() {
    super("jetty", onType("org.eclipse.jetty.server.HttpChannel"));
    advise(method("handle").takesCount(0).returning("boolean"), "HandleAdvice");
    advise(method("handleException").takes("java.lang.Throwable"), "HandleExceptionAdvice");
    advise(method("abort").takes("java.lang.Throwable"), "AbortAdvice");
    advise(method("onCompleted").takesCount(0), "OnCompletedAdvice");
  }

  /** Wraps dispatches of every kind, callbacks and error pages. */
  public static final class HandleAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.This HttpChannel channel) {
      return JettyCalls.enter(channel);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      if (scope != null) {
        ((Scope) scope).close();
      }
    }
  }

  /** What a handler threw. */
  public static final class HandleExceptionAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.This HttpChannel channel, @Advice.Argument(0) Throwable thrown) {
      JettyCalls.failed(channel, thrown);
    }
  }

  /** The response is not sent to its end. */
  public static final class AbortAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.This HttpChannel channel, @Advice.Argument(0) Throwable thrown) {
      JettyCalls.aborted(channel, thrown);
    }
  }

  /** What was sent is still known on enter. */
  public static final class OnCompletedAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.This HttpChannel channel) {
      JettyCalls.end(channel);
    }
  }
}
