// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.vertxhttpclient;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.TaskContexts;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Records a request from when its head is written to the head of the response, and tells what comes
 * back in the context in which it was sent.
 */
public final class HttpClientRequestInstrumentation extends Instrumentation {
  private static final String REQUEST = "io.vertx.core.http.impl.HttpClientRequest";
  private static final String THROWABLE = "java.lang.Throwable";

  public HttpClientRequestInstrumentation() {
    super("vertx-http-client", "vertx", onType(REQUEST + "Impl", REQUEST + "Base"));
    advise(method("doWrite").takesCount(4), "WriteAdvice");
    advise(method("doWrite").takesCount(3), "WriteAdvice"); // since 5.0
    advise(
        method("handleResponse").takes("io.vertx.core.http.HttpClientResponse"), "ResponseAdvice");
    advise(method("handleNextRequest").takesCount(3), "RedirectAdvice");
    advise(method("reset").takes(THROWABLE), "FailAdvice");
    advise(method("cancel").takes(THROWABLE), "FailAdvice"); // instead, since 5.1
    advise(method("fail").takes(THROWABLE), "FailAdvice");
    advise(method("handleException").takes(THROWABLE), "FailAdvice");
    advise(method("handleContinue").takesCount(1), "HandleAdvice");
    advise(method("handleDrained").takesCount(1), "HandleAdvice");
  }

  /** Of the head, or more of the body, or both. */
  public static final class WriteAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.This HttpClientRequest request, @Advice.Argument(1) boolean end) {
      ClientRequests.writing(request, end);
    }
  }

  /** With the head of the response. */
  public static final class ResponseAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(
        @Advice.This HttpClientRequest request, @Advice.Argument(0) HttpClientResponse response) {
      return ClientRequests.answered(request, response);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }

  /** With the request that follows a redirect. */
  public static final class RedirectAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.This HttpClientRequest request, @Advice.Argument(0) HttpClientRequest next) {
      ClientRequests.redirected(request, next);
    }
  }

  /** With what the request, or its response, ends with. */
  public static final class FailAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(
        @Advice.This HttpClientRequest request, @Advice.Argument(0) @Nullable Throwable thrown) {
      return ClientRequests.failed(request, thrown);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }

  /** Calls a handler of the application. */
  public static final class HandleAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.This HttpClientRequest request) {
      return ClientRequests.handling(request);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }
}
