// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.javahttpclient;

import io.heddle.instrumentation.api.Instrumentation;

/**
 * Begins the span of what the JDK's client is told to send, and ends it when sending fails.
 *
 * <p>{@code send} and every {@code sendAsync} come to the one with four parameters, on Java 11 to
 * 25. The future that it returns stays the JDK's own.
 */
public final class HttpClientInstrumentation extends Instrumentation {
  public HttpClientInstrumentation() {
    super("java-http-client", onType("jdk.internal.net.http.HttpClientImpl"));
    advise(method("send").takesCount(2), "SendAdvice");
    advise(method("sendAsync").takesCount(4), "SendAsyncAdvice");
  }
}
