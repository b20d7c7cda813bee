// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.netty;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.TaskContexts;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Carries context from {@code execute} to the loop that runs the task. */
public final class EventLoopInstrumentation extends Instrumentation {
  private static final String CHANNEL = "io.netty.channel.";
  private static final String RUNNABLE = "java.lang.Runnable";

  public EventLoopInstrumentation() {
    super(
        "netty",
        onType(
            NettyTypes.withCopies(
                NettyTypes.CONCURRENT + "AbstractEventExecutor",
                NettyTypes.CONCURRENT + "SingleThreadEventExecutor",
                NettyTypes.CONCURRENT + "DefaultEventExecutor",
                NettyTypes.CONCURRENT + "GlobalEventExecutor",
                NettyTypes.CONCURRENT + "GlobalEventExecutor$TaskRunner",
                CHANNEL + "SingleThreadEventLoop",
                CHANNEL + "DefaultEventLoop",
                CHANNEL + "ThreadPerChannelEventLoop")));
    advise(method("addTask").takes(RUNNABLE), "AddTaskAdvice");
    advise(method("executeAfterEventLoopIteration").takes(RUNNABLE), "AddTaskAdvice");
    advise(method("removeTask").takes(RUNNABLE), "RemoveTaskAdvice");
    advise(method("runTask").takes(RUNNABLE).aroundCallsOf(RUNNABLE, "run"), "RunAdvice");
    advise(method("safeExecute").takes(RUNNABLE).aroundCallsOf(RUNNABLE, "run"), "RunAdvice");
    advise(method("runAllTasks").aroundCallsOf(RUNNABLE, "run"), "RunAdvice");
    advise(method("run").takesCount(0).aroundCallsOf(RUNNABLE, "run"), "RunAdvice");
    advise(method("doStartThread").takesCount(0), "StartThreadAdvice");
    advise(method("startThread").takesCount(0), "StartThreadAdvice");
  }

  /** Forgets a task that a loop which shuts down gives back. */
  public static final class RemoveTaskAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Argument(0) @Nullable Object task, @Advice.Return boolean removed) {
      if (removed) {
        TaskContexts.discarded(task);
      }
    }
  }

  /** The thread of a loop starts with the first task, and serves all others. */
  public static final class StartThreadAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter() {
      return TaskContexts.withoutContext();
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }
}
