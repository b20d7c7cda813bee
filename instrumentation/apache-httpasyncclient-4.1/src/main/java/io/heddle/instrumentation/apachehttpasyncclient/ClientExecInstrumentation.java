// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.apachehttpasyncclient;

import io.heddle.instrumentation.api.Instrumentation;
import net.bytebuddy.asm.Advice;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/** Begins the first attempt of a call, before a connection is asked for. */
public final class ClientExecInstrumentation extends Instrumentation {
  public ClientExecInstrumentation() {
    super("apache-httpasyncclient", onType("org.apache.http.impl.nio.client.MainClientExec"));
    advise(method("prepare").takesCount(4), "PrepareAdvice"); // three until 4.0
  }

  /** On the thread of the caller. */
  public static final class PrepareAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.Argument(0) @Nullable HttpHost target,
        @Advice.Argument(1) HttpRequest request,
        @Advice.Argument(3) Object handler) {
      Exchanges.sending(handler, target, request);
    }
  }
}
