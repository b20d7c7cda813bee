// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.vertxhttpclient;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.TaskContexts;
import io.vertx.core.http.HttpClientResponse;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Hands the body of a response to the application in the context in which it asked for it. */
public final class HttpClientResponseInstrumentation extends Instrumentation {
  private static final String MAP = "io.vertx.core.MultiMap";

  public HttpClientResponseInstrumentation() {
    super("vertx-http-client", "vertx", onType("io.vertx.core.http.impl.HttpClientResponseImpl"));
    advise(method("handleChunk").takes("io.vertx.core.buffer.Buffer"), "ChunkAdvice");
    advise(method("handleEnd").takes(MAP), "EndAdvice");
    advise(method("handleTrailers").takes(MAP), "EndAdvice"); // the same since 5.1
  }

  /** Some of the body. */
  public static final class ChunkAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.This HttpClientResponse response) {
      return ClientRequests.handling(response.request());
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }

  /** Nothing follows. */
  public static final class EndAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.This HttpClientResponse response) {
      return ClientRequests.ended(response.request());
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }
}
