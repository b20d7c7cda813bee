// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.rxjava;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.TypeMatch;
import io.heddle.instrumentation.api.context.SubscriberContexts;
import io.heddle.instrumentation.api.context.TaskContexts;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Runs the signals of a stream in the context in which it was subscribed.
 *
 * <p>A signal enters a chain at the observer next to the source, and reaches all others by plain
 * calls from there, or through a scheduler, whose tasks carry context as any do. So it suffices to
 * remember the context for that one observer when the source gives it a subscription, and to make
 * it current while it handles a signal. Whatever is a source to the chain is met alike: a subject
 * that others emit into, a timer, a shared or replayed stream, a publisher of another library. A
 * chain inside of {@code flatMap} has a source of its own.
 *
 * <p>Which operator stands next to a source is not known before, hence the rule for all of them;
 * any other one finds nothing remembered and goes on. Nothing is put into the chain, and {@code
 * RxJavaPlugins} stays the application's: operators are fused as ever, and no stack trace shows
 * anything.
 */
public final class ObserverInstrumentation extends Instrumentation {
  /** What an observer may name as its super type, below either version's package. */
  private static final String[] SUPERTYPES = {
    "internal.fuseable.ConditionalSubscriber",
    "internal.observers.BasicFuseableObserver",
    "internal.observers.BlockingBaseObserver",
    "internal.observers.QueueDrainObserver",
    "internal.operators.flowable.FlowableConcatMap$BaseConcatMapSubscriber",
    "internal.operators.flowable.FlowableObserveOn$BaseObserveOnSubscriber",
    "internal.operators.flowable.FlowableRepeatWhen$WhenSourceSubscriber",
    "internal.operators.flowable.FlowableSamplePublisher$SamplePublisherSubscriber",
    "internal.operators.flowable.FlowableSampleTimed$SampleTimedSubscriber",
    "internal.operators.observable.ObservableSampleTimed$SampleTimedObserver",
    "internal.operators.observable.ObservableSampleWithObservable$SampleMainObserver",
    "internal.operators.parallel.ParallelFilter$BaseFilterSubscriber",
    "internal.operators.parallel.ParallelFilterTry$BaseFilterSubscriber",
    "internal.operators.parallel.ParallelRunOn$BaseRunOnSubscriber",
    "internal.subscribers.BasicFuseableConditionalSubscriber",
    "internal.subscribers.BasicFuseableSubscriber",
    "internal.subscribers.BlockingBaseSubscriber",
    "internal.subscribers.DeferredScalarSubscriber",
    "internal.subscribers.QueueDrainSubscriber",
    "internal.subscribers.SinglePostCompleteSubscriber",
    "observers.DefaultObserver",
    "observers.DisposableCompletableObserver",
    "observers.DisposableMaybeObserver",
    "observers.DisposableObserver",
    "observers.DisposableSingleObserver",
    "observers.ResourceCompletableObserver",
    "observers.ResourceMaybeObserver",
    "observers.ResourceObserver",
    "observers.ResourceSingleObserver",
    "processors.FlowableProcessor",
    "subjects.Subject",
    "subscribers.DefaultSubscriber",
    "subscribers.DisposableSubscriber",
    "subscribers.ResourceSubscriber",
  };

  /** The same, of version 3 alone. */
  private static final String[] SUPERTYPES_OF_3 = {
    "internal.jdk8.FlowableStageSubscriber",
    "internal.jdk8.ObservableStageObserver",
    "internal.operators.flowable.AbstractBackpressureThrottlingSubscriber",
    "internal.operators.flowable.FlowableConcatMapScheduler$BaseConcatMapSubscriber",
    "internal.operators.flowable.FlowableWindowTimed$AbstractWindowSubscriber",
    "internal.operators.mixed.ConcatMapXMainObserver",
    "internal.operators.mixed.ConcatMapXMainSubscriber",
    "internal.operators.observable.ObservableWindowTimed$AbstractWindowObserver",
    "operators.ConditionalSubscriber",
  };

  public ObserverInstrumentation() {
    super("rxjava", observers());
    advise(method("onSubscribe").takesCount(1), "OnSubscribeAdvice");
    advise(method("onNext").takesCount(1), "SignalAdvice");
    advise(method("tryOnNext").takesCount(1), "SignalAdvice");
    advise(method("onSuccess").takesCount(1), "LastSignalAdvice");
    advise(method("onError").takes("java.lang.Throwable"), "LastSignalAdvice");
    advise(method("onComplete").takes(), "LastSignalAdvice");
    advise(method("cancel").takes(), "CancelAdvice");
    advise(method("dispose").takes(), "CancelAdvice");
  }

  private static TypeMatch observers() {
    // What a FlowableSubscriber was called until 2.0.7.
    TypeMatch types = onSubtypesOf("org.reactivestreams.Subscriber");
    for (String observer : RxSources.OBSERVERS) {
      types.orSubtypesOf("io.reactivex." + observer);
      types.orSubtypesOf("io.reactivex.rxjava3.core." + observer);
    }
    for (String supertype : SUPERTYPES) {
      types.orSubtypesOf("io.reactivex." + supertype);
      types.orSubtypesOf("io.reactivex.rxjava3." + supertype);
    }
    for (String supertype : SUPERTYPES_OF_3) {
      types.orSubtypesOf("io.reactivex.rxjava3." + supertype);
    }
    return types.exceptLibraries("io.reactivex.");
  }

  /** Remembers where the stream was subscribed. */
  public static final class OnSubscribeAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.This Object observer, @Advice.Argument(0) @Nullable Object subscription) {
      RxSources.subscribed(observer, subscription);
    }
  }

  /** Makes that context current for what one signal sets off. */
  public static final class SignalAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.This Object observer) {
      return SubscriberContexts.signalled(observer);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }

  /** The same for the last one. */
  public static final class LastSignalAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.This Object observer) {
      return SubscriberContexts.terminated(observer);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object scope) {
      TaskContexts.ended(scope);
    }
  }

  /** An operator that is cancelled gets no more signals. */
  public static final class CancelAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.This Object observer) {
      SubscriberContexts.cancelled(observer);
    }
  }
}
