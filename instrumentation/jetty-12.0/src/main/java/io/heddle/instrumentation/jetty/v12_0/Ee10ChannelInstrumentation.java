// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.jetty.v12_0;

import io.heddle.instrumentation.api.Instrumentation;
import io.opentelemetry.context.Scope;
import net.bytebuddy.asm.Advice;
import org.eclipse.jetty.ee10.servlet.ServletChannel;
import org.jspecify.annotations.Nullable;

/** Goes on with the call of a request that a servlet handles asynchronously. */
public final class Ee10ChannelInstrumentation extends Instrumentation {
  public Ee10ChannelInstrumentation() {
    super("jetty", onType("org.eclipse.jetty.ee10.servlet.ServletChannel"));
    advise(method("handle").takesCount(0), "HandleAdvice");
  }

  /** Wraps dispatches of every kind, callbacks and error pages. */
  public static final class HandleAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.This ServletChannel channel) {
      return HandledRequest.resume(channel.getRequest());
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      if (scope != null) {
        ((Scope) scope).close();
      }
    }
  }
}
