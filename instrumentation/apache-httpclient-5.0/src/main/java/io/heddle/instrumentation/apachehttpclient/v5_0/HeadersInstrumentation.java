// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.apachehttpclient.v5_0;

import io.heddle.instrumentation.api.Instrumentation;
import net.bytebuddy.asm.Advice;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * Adds the propagation headers to what is written, and to nothing that the application sees: not
 * the request of its interceptors, nor that of the context.
 */
public final class HeadersInstrumentation extends Instrumentation {
  public HeadersInstrumentation() {
    super(
        "apache-httpclient",
        onType("org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection"));
    advise(
        method("sendRequestHeader").takes("org.apache.hc.core5.http.ClassicHttpRequest"),
        "SendAdvice");
  }

  /** Once for each attempt, on the thread that sends it, and for a tunnel through a proxy. */
  public static final class SendAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    @Advice.AssignReturned.ToArguments(@Advice.AssignReturned.ToArguments.ToArgument(0))
    public static @Nullable Object onEnter(@Advice.Argument(0) ClassicHttpRequest request) {
      return ClassicAttempts.withHeaders(request);
    }
  }
}
