// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.apachehttpclient.v4_0;

import io.heddle.instrumentation.api.Instrumentation;
import net.bytebuddy.asm.Advice;
import org.apache.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * Adds the propagation headers to what is written, and to nothing that the application sees: not
 * the request of its interceptors, nor that of the context.
 */
public final class HeadersInstrumentation extends Instrumentation {
  public HeadersInstrumentation() {
    super(
        "apache-httpclient",
        onType(
            "org.apache.http.impl.AbstractHttpClientConnection", // until 4.2
            "org.apache.http.impl.DefaultBHttpClientConnection")); // added in 4.3
    advise(method("sendRequestHeader").takes("org.apache.http.HttpRequest"), "SendAdvice");
  }

  /** Once for each attempt, on the thread that sends it, and for a tunnel through a proxy. */
  public static final class SendAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    @Advice.AssignReturned.ToArguments(@Advice.AssignReturned.ToArguments.ToArgument(0))
    public static @Nullable Object onEnter(@Advice.Argument(0) HttpRequest request) {
      return CallAttempts.withHeaders(request);
    }
  }
}
