// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.reactor;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.context.SubscriberContexts;
import io.heddle.instrumentation.api.context.TaskContexts;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Runs the signals of a chain in the context in which it was subscribed.
 *
 * <p>A signal enters a chain at the subscriber next to the source, and reaches all others by plain
 * calls from there, or through a scheduler, whose tasks carry context as any do. So it suffices to
 * remember the context for that one subscriber when the source gives it a subscription, and to make
 * it current while it handles a signal. Whatever is a source to the chain is met alike: a sink that
 * others emit into, a timer, a shared or replayed flux, a publisher of another library. A chain
 * inside of {@code flatMap} has a source of its own.
 *
 * <p>Which operator stands next to a source is not known before, hence the rule for all of them;
 * any other one finds nothing remembered and goes on. Nothing is put into the chain: operators are
 * fused as ever, and neither {@code Scannable} nor a stack trace shows anything.
 */
public final class SubscriberInstrumentation extends Instrumentation {
  private static final String OWNER = "reactor.core.publisher.";

  public SubscriberInstrumentation() {
    super(
        "reactor",
        onSubtypesOf("reactor.core.CoreSubscriber")
            // Whatever of the library has subtypes is named, as it may load after them.
            .orSubtypesOf("reactor.core.Fuseable$ConditionalSubscriber")
            .orSubtypesOf(OWNER + "BlockingSingleSubscriber")
            .orSubtypesOf(OWNER + "EventLoopProcessor")
            .orSubtypesOf(OWNER + "FluxConcatMap$FluxConcatMapSupport")
            .orSubtypesOf(OWNER + "FluxDoFinally$DoFinallySubscriber")
            .orSubtypesOf(OWNER + "FluxDoOnEach$DoOnEachSubscriber")
            .orSubtypesOf(OWNER + "FluxMetrics$MetricsSubscriber")
            .orSubtypesOf(OWNER + "FluxMetrics$MicrometerFluxMetricsSubscriber")
            .orSubtypesOf(OWNER + "FluxOnAssembly$OnAssemblySubscriber")
            .orSubtypesOf(OWNER + "FluxProcessor")
            .orSubtypesOf(OWNER + "FluxSwitchOnFirst$AbstractSwitchOnFirstInner")
            .orSubtypesOf(OWNER + "FluxSwitchOnFirst$AbstractSwitchOnFirstMain")
            .orSubtypesOf(OWNER + "FluxSwitchOnFirst$ControlSubscriber")
            .orSubtypesOf(OWNER + "FluxSwitchOnFirst$SwitchOnFirstControlSubscriber")
            .orSubtypesOf(OWNER + "FluxTap$TapSubscriber")
            .orSubtypesOf(OWNER + "FluxTapFuseable$TapFuseableSubscriber")
            .orSubtypesOf(OWNER + "FluxUsingWhen$UsingWhenParent")
            .orSubtypesOf(OWNER + "FluxUsingWhen$UsingWhenSubscriber")
            .orSubtypesOf(OWNER + "InnerConsumer")
            .orSubtypesOf(OWNER + "InnerOperator")
            .orSubtypesOf(OWNER + "MonoMetrics$MetricsSubscriber")
            .orSubtypesOf(OWNER + "MonoMetrics$MicrometerMonoMetricsSubscriber")
            .orSubtypesOf(OWNER + "MonoProcessor")
            .orSubtypesOf(OWNER + "Operators$BaseFluxToMonoOperator")
            .orSubtypesOf(OWNER + "Operators$MonoSubscriber")
            .orSubtypesOf(OWNER + "Operators$MultiSubscriptionSubscriber")
            .orSubtypesOf(OWNER + "QueueDrainSubscriber")
            .exceptLibraries("reactor."));
    advise(method("onSubscribe").takes("org.reactivestreams.Subscription"), "OnSubscribeAdvice");
    advise(method("onNext").takesCount(1), "SignalAdvice");
    advise(method("tryOnNext").takesCount(1), "SignalAdvice");
    advise(method("onError").takes("java.lang.Throwable"), "LastSignalAdvice");
    advise(method("onComplete").takes(), "LastSignalAdvice");
    advise(method("cancel").takes(), "CancelAdvice");
  }

  /** Remembers where the chain was subscribed. */
  public static final class OnSubscribeAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.This Object subscriber, @Advice.Argument(0) @Nullable Object subscription) {
      ReactorSources.subscribed(subscriber, subscription);
    }
  }

  /** Makes that context current for what one signal sets off. */
  public static final class SignalAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.This Object subscriber) {
      return SubscriberContexts.signalled(subscriber);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }

  /** The same for the last one. */
  public static final class LastSignalAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.This Object subscriber) {
      return SubscriberContexts.terminated(subscriber);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }

  /** An operator that is cancelled gets no more signals. */
  public static final class CancelAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.This Object subscriber) {
      SubscriberContexts.cancelled(subscriber);
    }
  }
}
