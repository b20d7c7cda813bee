// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.javahttpclient;

import io.heddle.instrumentation.api.Instrumentation;

/**
 * Adds the propagation headers to what is written, and to nothing that the application sees.
 *
 * <p>The client copies the application's request into an object of its own, which is also what
 * {@code HttpResponse.request()} gives; redirects and authentication copy it again. That copy
 * answers {@code headers()} and {@code equals} with the application's headers alone; the code that
 * writes them to the wire asks {@code getUserHeaders()}, which is not public. So the copy is
 * remembered when it is made, and that method's answer is replaced. A request in place of the
 * application's own, or headers added to it, would show in {@code HttpResponse.request()}, and a
 * request of another class loses what the client notes on its own (WebSocket).
 */
public final class HttpRequestInstrumentation extends Instrumentation {
  private static final String TYPE = "jdk.internal.net.http.HttpRequestImpl";
  private static final String URI = "java.net.URI";
  private static final String STRING = "java.lang.String";

  public HttpRequestInstrumentation() {
    super("java-http-client", onType(TYPE));
    advise(
        method("<init>").takes("java.net.http.HttpRequest", "java.net.ProxySelector"),
        "CopyAdvice");
    advise(method("<init>").takes(URI, STRING, TYPE, "boolean"), "ResendAdvice");
    advise(
        method("<init>").takes(URI, STRING, TYPE, "boolean", "java.util.Optional"), "ResendAdvice");
    advise(method("getUserHeaders").takesCount(0), "GetUserHeadersAdvice");
  }
}
