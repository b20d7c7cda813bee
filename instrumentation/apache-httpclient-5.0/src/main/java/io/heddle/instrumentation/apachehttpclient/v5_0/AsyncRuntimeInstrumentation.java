// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.apachehttpclient.v5_0;

import io.heddle.instrumentation.api.Instrumentation;
import net.bytebuddy.asm.Advice;
import org.apache.hc.core5.http.nio.AsyncClientExchangeHandler;
import org.jspecify.annotations.Nullable;

/** Adds the propagation headers to what an attempt sends, and the caller's context to callbacks. */
public final class AsyncRuntimeInstrumentation extends Instrumentation {
  private static final String PACKAGE = "org.apache.hc.client5.http.impl.async.";

  public AsyncRuntimeInstrumentation() {
    super(
        "apache-httpclient",
        onType(PACKAGE + "InternalHttpAsyncExecRuntime", PACKAGE + "InternalH2AsyncExecRuntime"));
    advise(method("execute").takesCount(3), "ExecuteAdvice");
  }

  /** Once for each attempt, and for a tunnel through a proxy. */
  public static final class ExecuteAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    @Advice.AssignReturned.ToArguments(@Advice.AssignReturned.ToArguments.ToArgument(1))
    public static @Nullable Object onEnter(
        @Advice.This Object runtime, @Advice.Argument(1) AsyncClientExchangeHandler handler) {
      return AsyncCalls.executing(runtime, handler);
    }
  }
}
