// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.tomcat;

import io.heddle.instrumentation.api.Instrumentation;
import net.bytebuddy.asm.Advice;
import org.apache.catalina.connector.Request;

/** Ends the call of a request once it is over: the connector then recycles its request object. */
public final class RequestInstrumentation extends Instrumentation {
  public RequestInstrumentation() {
    super("tomcat", onType("org.apache.catalina.connector.Request"));
    advise(method("recycle").takesCount(0), "RecycleAdvice");
  }

  /** Status and attributes are still there on enter. */
  public static final class RecycleAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.This Request request) {
      TomcatCalls.end(request);
    }
  }
}
