// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.jetty.v12_0;

import io.heddle.instrumentation.api.Instrumentation;
import net.bytebuddy.asm.Advice;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** Records what reaches a server's handlers, until its stream is complete. */
public final class ServerInstrumentation extends Instrumentation {
  public ServerInstrumentation() {
    super("jetty", onType("org.eclipse.jetty.server.Server"));
    advise(
        method("handle")
            .takes(
                "org.eclipse.jetty.server.Request",
                "org.eclipse.jetty.server.Response",
                "org.eclipse.jetty.util.Callback"),
        "HandleAdvice");
  }

  /** Jetty's connections give each request to the server here. */
  public static final class HandleAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.Argument(0) Request request) {
      return HandledRequest.start(request);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Enter @Nullable Object handled, @Advice.Thrown @Nullable Throwable thrown) {
      if (handled != null) {
        ((HandledRequest) handled).returned(thrown);
      }
    }
  }
}
