// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.javahttpclient;

import io.heddle.instrumentation.api.Instrumentation;

/**
 * Writes the propagation headers of a request by HTTP/1 behind its head, unless its own headers
 * hold one of them: then, and by other versions, {@link HttpRequestInstrumentation} does it. The
 * client copies all headers several times, and what is written behind them is not copied.
 */
public final class Http1RequestInstrumentation extends Instrumentation {
  public Http1RequestInstrumentation() {
    super("java-http-client", onType("jdk.internal.net.http.Http1Request"));
    advise(method("<init>").takesCount(2), "HeadAdvice");
    advise(method("headers").takesCount(0).returning("java.util.List"), "HeadersAdvice");
  }
}
