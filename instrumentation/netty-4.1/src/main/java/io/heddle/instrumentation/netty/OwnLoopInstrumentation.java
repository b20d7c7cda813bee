// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.netty;

import io.heddle.instrumentation.api.Instrumentation;

/** The same for the loops whose {@code execute} is not made of {@code addTask}. */
public final class OwnLoopInstrumentation extends Instrumentation {
  private static final String RUNNABLE = "java.lang.Runnable";

  public OwnLoopInstrumentation() {
    super(
        "netty",
        onType(
            NettyTypes.withCopies(
                "io.netty.channel.ManualIoEventLoop", // added in 4.2
                "io.netty.channel.embedded.EmbeddedEventLoop")));
    advise(method("execute").takes(RUNNABLE), "AddTaskAdvice");
    advise(method("runTasks").takesCount(0).aroundCallsOf(RUNNABLE, "run"), "RunAdvice");
  }
}
