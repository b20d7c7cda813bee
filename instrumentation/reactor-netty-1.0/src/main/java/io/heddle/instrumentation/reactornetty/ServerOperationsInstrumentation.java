// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.reactornetty;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.MessageContexts;
import io.heddle.instrumentation.api.context.TaskContexts;
import io.netty.handler.codec.http.HttpRequest;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Handles a request in the context in which it came, where it had to wait for those before it on
 * the same connection: the end of the response to one begins the next.
 */
public final class ServerOperationsInstrumentation extends Instrumentation {
  private static final String SERVER = "reactor.netty.http.server.";

  public ServerOperationsInstrumentation() {
    super(
        "reactor-netty",
        onType(
            SERVER + "HttpServerOperations",
            SERVER + "HttpTrafficHandler",
            SERVER
                + "HttpTrafficHandler$HttpRequestHolder")); // until then the request itself waits
    advise(method("doPipeline").takesCount(2), "QueueAdvice");
    advise(method("<init>").takes("io.netty.handler.codec.http.HttpRequest"), "HolderAdvice");
    advise(method("onInboundNext").takesCount(2), "InboundAdvice");
  }

  /** A request, its holder, or some content of one. */
  public static final class QueueAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.Argument(1) Object message) {
      if (message instanceof HttpRequest) {
        MessageContexts.sent(message);
      }
    }
  }

  /** Made for the queue. */
  public static final class HolderAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Argument(0) Object request) {
      MessageContexts.sent(request);
    }
  }

  /** With each message. */
  public static final class InboundAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.Argument(1) Object message) {
      return message instanceof HttpRequest ? MessageContexts.received(message) : null;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }
}
