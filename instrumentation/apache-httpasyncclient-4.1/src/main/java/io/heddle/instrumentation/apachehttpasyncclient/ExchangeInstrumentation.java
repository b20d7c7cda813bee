// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.apachehttpasyncclient;

import io.heddle.instrumentation.api.Instrumentation;
import net.bytebuddy.asm.Advice;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * Follows a call: what its handler does runs in the context of the caller, since producers,
 * consumers and callbacks of the application are behind it.
 */
public final class ExchangeInstrumentation extends Instrumentation {
  private static final String PACKAGE = "org.apache.http.impl.nio.client.";

  public ExchangeInstrumentation() {
    super(
        "apache-httpasyncclient",
        onType(
            PACKAGE + "DefaultClientExchangeHandlerImpl",
            PACKAGE + "MinimalClientExchangeHandlerImpl")); // added in 4.1
    advise(method("start").takesCount(0), "StartAdvice");
    advise(method("generateRequest").takesCount(0), "GenerateRequestAdvice");
    advise(method("produceContent").takesCount(2), "ContextAdvice");
    advise(method("requestCompleted").takesCount(0), "ContextAdvice");
    advise(method("responseReceived").takesCount(1), "ResponseReceivedAdvice");
    advise(method("consumeContent").takesCount(2), "ContextAdvice");
    advise(method("responseCompleted").takesCount(0), "ContextAdvice");
  }

  /** On the thread of the caller. */
  public static final class StartAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.This Object handler) {
      Exchanges.started(handler);
    }
  }

  /** Once for each attempt, and for a tunnel through a proxy. */
  public static final class GenerateRequestAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    @Advice.AssignReturned.ToReturned
    public static @Nullable Object onExit(
        @Advice.This Object handler, @Advice.Return @Nullable HttpRequest request) {
      return Exchanges.generated(handler, request);
    }
  }

  /** Before the application sees the response. */
  public static final class ResponseReceivedAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(
        @Advice.This Object handler, @Advice.Argument(0) HttpResponse response) {
      Exchanges.answered(handler, response);
      return Exchanges.enter(handler);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      Exchanges.exit(scope);
    }
  }

  /** Makes the context of the caller current. */
  public static final class ContextAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.This Object handler) {
      return Exchanges.enter(handler);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      Exchanges.exit(scope);
    }
  }
}
