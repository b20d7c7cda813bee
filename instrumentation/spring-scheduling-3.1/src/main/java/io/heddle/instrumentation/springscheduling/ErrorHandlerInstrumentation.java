// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.springscheduling;

import io.heddle.instrumentation.api.Instrumentation;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Tells a run of what Spring's own error handlers take. */
public final class ErrorHandlerInstrumentation extends Instrumentation {
  private static final String UTILS = "org.springframework.scheduling.support.TaskUtils";

  public ErrorHandlerInstrumentation() {
    super(
        "spring-scheduling",
        onType(UTILS + "$LoggingErrorHandler", UTILS + "$PropagatingErrorHandler"));
    advise(method("handleError").takes("java.lang.Throwable"), "HandleErrorAdvice");
  }

  /** The run itself does not see it. */
  public static final class HandleErrorAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.Argument(0) @Nullable Throwable thrown) {
      ScheduledRun.failing(thrown);
    }
  }
}
