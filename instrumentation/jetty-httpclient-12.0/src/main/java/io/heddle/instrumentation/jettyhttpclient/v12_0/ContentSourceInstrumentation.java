// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.jettyhttpclient.v12_0;

import io.heddle.instrumentation.api.Instrumentation;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Tells whoever asked for more content that there is some in the context of the asking. */
public final class ContentSourceInstrumentation extends Instrumentation {
  public ContentSourceInstrumentation() {
    super(
        "jetty-httpclient",
        onType("org.eclipse.jetty.client.transport.HttpReceiver$ContentSource"));
    advise(method("demand").takes("java.lang.Runnable"), "DemandAdvice");
  }

  /** The library may put the callback into a queue of its own before it is run. */
  public static final class DemandAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    @Advice.AssignReturned.ToArguments(@Advice.AssignReturned.ToArguments.ToArgument(0))
    public static @Nullable Object onEnter(@Advice.Argument(0) @Nullable Runnable callback) {
      return DemandCallback.of(callback);
    }
  }
}
