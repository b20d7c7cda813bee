// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.jettyhttpclient.v12_0;

import io.heddle.instrumentation.api.Instrumentation;
import net.bytebuddy.asm.Advice;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.transport.HttpExchange;

/** Begins an attempt, before it has a connection. */
public final class ExchangeInstrumentation extends Instrumentation {
  public ExchangeInstrumentation() {
    super("jetty-httpclient", onType("org.eclipse.jetty.client.transport.HttpExchange"));
    advise(method("<init>").takesCount(3), "InitAdvice"); // that with two calls this one
  }

  /** On the thread of the caller, or of the listener that redirects or authenticates. */
  public static final class InitAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.This HttpExchange exchange, @Advice.Argument(1) Request request) {
      Attempts.begun(exchange, request);
    }
  }
}
