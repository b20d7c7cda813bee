// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.javahttpclient;

import io.heddle.instrumentation.api.Instrumentation;

/**
 * Ends the span of an answered request where the response object is made: before any future
 * completes, so that no code of the application runs earlier. A body handler that collects the body
 * has done so by then; one that streams it has not.
 */
public final class HttpResponseInstrumentation extends Instrumentation {
  public HttpResponseInstrumentation() {
    super("java-http-client", onType("jdk.internal.net.http.HttpResponseImpl"));
    advise(method("<init>").takesCount(5), "ResponseAdvice");
  }
}
