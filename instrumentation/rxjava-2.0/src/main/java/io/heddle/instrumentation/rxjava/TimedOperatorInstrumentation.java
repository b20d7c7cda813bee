// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.rxjava;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.TypeMatch;
import io.heddle.instrumentation.api.context.SubscriberContexts;
import io.heddle.instrumentation.api.context.TaskContexts;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Runs what operators do periodically in the context of their subscription: periodic tasks have
 * none of their own. Those of an interval are a source, and its observer has the context.
 */
public final class TimedOperatorInstrumentation extends Instrumentation {
  /** Below either version's package. */
  private static final String[] TASKS = {
    "internal.operators.flowable.FlowableSampleTimed$SampleTimedNoLast",
    "internal.operators.flowable.FlowableSampleTimed$SampleTimedEmitLast",
    "internal.operators.flowable.FlowableBufferTimed$BufferExactUnboundedSubscriber",
    "internal.operators.flowable.FlowableBufferTimed$BufferSkipBoundedSubscriber",
    "internal.operators.flowable.FlowableBufferTimed$BufferExactBoundedSubscriber",
    "internal.operators.flowable.FlowableWindowTimed$WindowExactUnboundedSubscriber",
    "internal.operators.flowable.FlowableWindowTimed$WindowSkipSubscriber",
    "internal.operators.flowable.FlowableWindowTimed$WindowExactBoundedSubscriber$ConsumerIndexHolder",
    "internal.operators.flowable.FlowableWindowTimed$WindowExactBoundedSubscriber$WindowBoundaryRunnable",
    "internal.operators.flowable.FlowableWindowTimed$WindowSkipSubscriber$WindowBoundaryRunnable",
    "internal.operators.observable.ObservableSampleTimed$SampleTimedNoLast",
    "internal.operators.observable.ObservableSampleTimed$SampleTimedEmitLast",
    "internal.operators.observable.ObservableBufferTimed$BufferExactUnboundedObserver",
    "internal.operators.observable.ObservableBufferTimed$BufferSkipBoundedObserver",
    "internal.operators.observable.ObservableBufferTimed$BufferExactBoundedObserver",
    "internal.operators.observable.ObservableWindowTimed$WindowExactUnboundedObserver",
    "internal.operators.observable.ObservableWindowTimed$WindowSkipObserver",
    "internal.operators.observable.ObservableWindowTimed$WindowExactBoundedObserver$ConsumerIndexHolder",
    "internal.operators.observable.ObservableWindowTimed$WindowExactBoundedObserver$WindowBoundaryRunnable",
    "internal.operators.observable.ObservableWindowTimed$WindowSkipObserver$WindowBoundaryRunnable",
  };

  public TimedOperatorInstrumentation() {
    super("rxjava", tasks());
    advise(method("<init>"), "InitAdvice");
    advise(method("run").takes(), "RunAdvice");
  }

  private static TypeMatch tasks() {
    TypeMatch types = onType();
    for (String task : TASKS) {
      types.orType("io.reactivex." + task, "io.reactivex.rxjava3." + task);
    }
    return types;
  }

  /** Remembers where the operator was subscribed. */
  public static final class InitAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.This Object task) {
      SubscriberContexts.subscribed(task);
    }
  }

  /** Makes that context current for one run. */
  public static final class RunAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.This Object task) {
      return SubscriberContexts.signalled(task);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }
}
