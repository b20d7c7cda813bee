// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.springscheduling;

import io.heddle.instrumentation.api.Instrumentation;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Learns which objects are scheduled tasks: what is given to the registrar, in any form. */
public final class RegisteredTaskInstrumentation extends Instrumentation {
  private static final String CONFIG = "org.springframework.scheduling.config.";
  private static final String RUNNABLE = "java.lang.Runnable";

  public RegisteredTaskInstrumentation() {
    super(
        "spring-scheduling",
        onType(CONFIG + "Task", CONFIG + "ScheduledTaskRegistrar")); // the first was added in 3.2
    advise(method("<init>").takes(RUNNABLE), "RegisterAdvice");
    advise(method("addTriggerTask").takesFirst(RUNNABLE), "RegisterAdvice");
    advise(method("addCronTask").takesFirst(RUNNABLE), "RegisterAdvice");
    advise(method("addFixedRateTask").takesFirst(RUNNABLE), "RegisterAdvice");
    advise(method("addFixedDelayTask").takesFirst(RUNNABLE), "RegisterAdvice");
  }

  /** Nothing runs it before it is scheduled. */
  public static final class RegisterAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Argument(0) @Nullable Object task) {
      ScheduledRun.registered(task);
    }
  }
}
