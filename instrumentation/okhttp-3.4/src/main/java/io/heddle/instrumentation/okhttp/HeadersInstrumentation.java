// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.okhttp;

import io.heddle.instrumentation.api.Instrumentation;
import net.bytebuddy.asm.Advice;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * Adds the propagation headers to what is written, and to nothing that the application sees: not
 * the request of its network interceptors, nor that of the response.
 */
public final class HeadersInstrumentation extends Instrumentation {
  private static final String PACKAGE = "okhttp3.internal.";

  public HeadersInstrumentation() {
    super(
        "okhttp",
        onType(
            PACKAGE + "http.Http1xStream", // 3.4
            PACKAGE + "http.Http2xStream",
            PACKAGE + "http1.Http1Codec", // 3.5 to 3.13
            PACKAGE + "http2.Http2Codec",
            PACKAGE + "http1.Http1ExchangeCodec", // since 3.14
            PACKAGE + "http2.Http2ExchangeCodec"));
    advise(method("writeRequestHeaders").takes("okhttp3.Request"), "WriteAdvice");
  }

  /** Once for each attempt, on the thread that sends it. */
  public static final class WriteAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    @Advice.AssignReturned.ToArguments(@Advice.AssignReturned.ToArguments.ToArgument(0))
    public static @Nullable Object onEnter(@Advice.Argument(0) Request request) {
      return CallAttempts.withHeaders(request);
    }
  }
}
