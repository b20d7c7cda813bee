// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.reactornetty;

import io.heddle.instrumentation.api.Instrumentation;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Begins an attempt for each subscriber of a client, and another for what is sent again. */
public final class HandlerInstrumentation extends Instrumentation {
  public HandlerInstrumentation() {
    super("reactor-netty", onType("reactor.netty.http.client.HttpClientConnect$HttpClientHandler"));
    advise(method("<init>"), "InitAdvice");
    advise(method("channel").takesCount(1), "ChannelAdvice");
    advise(method("test").takes("java.lang.Throwable"), "TestAdvice");
  }

  /** Made when the client is subscribed. */
  public static final class InitAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.This Object handler) {
      Attempts.subscribed(handler);
    }
  }

  /** Told before the request is made ready. */
  public static final class ChannelAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.This Object handler, @Advice.Argument(0) Object operations) {
      Attempts.connected(handler, operations);
    }
  }

  /** Asked of each failure, a redirect is one, whether to send again. */
  public static final class TestAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.This Object handler,
        @Advice.Argument(0) @Nullable Throwable thrown,
        @Advice.Return boolean again) {
      Attempts.failed(handler, thrown, again);
    }
  }
}
