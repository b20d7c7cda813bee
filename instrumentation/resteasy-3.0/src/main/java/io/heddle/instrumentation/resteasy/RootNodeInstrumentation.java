// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.resteasy;

import io.heddle.instrumentation.api.Instrumentation;
import net.bytebuddy.asm.Advice;

/** Learns the path of each method and locator when the application starts. */
public final class RootNodeInstrumentation extends Instrumentation {
  public RootNodeInstrumentation() {
    super("resteasy", "jaxrs", onType("org.jboss.resteasy.core.registry.RootNode"));
    advise(method("addInvoker").takesFirst("java.lang.String").takesCount(2), "AddInvokerAdvice");
  }

  /** The path is that of class and method, below a locator's where there is one. */
  public static final class AddInvokerAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Argument(0) String path, @Advice.Argument(1) Object invoker) {
      InvokerPaths.added(invoker, path);
    }
  }
}
