// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.vertxhttpserver;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.TaskContexts;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Handles a request in the context in which it came, where it had to wait for the response to the
 * one before it on the same connection.
 */
public final class PipelineInstrumentation extends Instrumentation {
  private static final String OLD = "io.vertx.core.http.impl.Http1xServer"; // renamed in 5.1
  private static final String NEW = "io.vertx.core.http.impl.http1.Http1Server";

  public PipelineInstrumentation() {
    super(
        "vertx-http-server",
        "vertx",
        onType(
            "io.vertx.core.net.impl.VertxHandler",
            OLD + "Connection",
            NEW + "Connection",
            OLD + "Request",
            NEW + "Request"));
    advise(
        method("channelRead").takes("io.netty.channel.ChannelHandlerContext", "java.lang.Object"),
        "ReadAdvice");
    advise(method("handleMessage").takes("java.lang.Object"), "MessageAdvice");
    for (String http1 : new String[] {OLD, NEW}) {
      advise(method("<init>").takesFirst(http1 + "Connection").takesCount(3), "InitAdvice");
      advise(method("handleNext").takes(http1 + "Request"), "NextAdvice");
    }
    advise(method("handleBegin"), "BeginAdvice");
  }

  /** As Netty hands it on; a connection that pauses keeps it. */
  public static final class ReadAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.Argument(1) Object message) {
      WaitingRequests.read(message);
    }
  }

  /** With a head, or some content, perhaps amid what belongs to another. */
  public static final class MessageAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(
        @Advice.This Object connection, @Advice.Argument(0) Object message) {
      return WaitingRequests.handling(connection, message);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }

  /** When its head is handled. */
  public static final class InitAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.This Object request) {
      WaitingRequests.came(request);
    }
  }

  /** It did not wait, or does no longer. */
  public static final class BeginAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.This Object request) {
      WaitingRequests.begins(request);
    }
  }

  /** On the event loop, amid the response to another. */
  public static final class NextAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.Argument(0) Object request) {
      return WaitingRequests.next(request);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }
}
