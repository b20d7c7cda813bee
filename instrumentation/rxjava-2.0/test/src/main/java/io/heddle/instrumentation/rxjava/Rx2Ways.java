// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.rxjava;

import io.heddle.testing.ways.Ways;
import io.reactivex.BackpressureStrategy;
import io.reactivex.Completable;
import io.reactivex.Flowable;
import io.reactivex.Maybe;
import io.reactivex.Observable;
import io.reactivex.Scheduler;
import io.reactivex.Single;
import io.reactivex.disposables.Disposable;
import io.reactivex.functions.Consumer;
import io.reactivex.observables.ConnectableObservable;
import io.reactivex.observers.DisposableObserver;
import io.reactivex.processors.BehaviorProcessor;
import io.reactivex.processors.PublishProcessor;
import io.reactivex.processors.ReplayProcessor;
import io.reactivex.schedulers.Schedulers;
import io.reactivex.subjects.AsyncSubject;
import io.reactivex.subjects.BehaviorSubject;
import io.reactivex.subjects.CompletableSubject;
import io.reactivex.subjects.MaybeSubject;
import io.reactivex.subjects.PublishSubject;
import io.reactivex.subjects.ReplaySubject;
import io.reactivex.subjects.SingleSubject;
import io.reactivex.subjects.Subject;
import io.reactivex.subjects.UnicastSubject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Ways through RxJava 2. */
@SuppressWarnings({"CheckReturnValue", "FutureReturnValueIgnored"})
public final class Rx2Ways {
  private static final TimeUnit MILLIS = TimeUnit.MILLISECONDS;

  /** A queue and a thread of its own. */
  private static final Scheduler UNKNOWN = Schedulers.from(Ways::outside);

  private Rx2Ways() {}

  public static void main(String[] args) throws Exception {
    scheduler("io", Schedulers.io());
    scheduler("computation", Schedulers.computation());
    scheduler("single", Schedulers.single());
    scheduler("new-thread", Schedulers.newThread());
    scheduler("trampoline", Schedulers.trampoline());
    scheduler("from-executor", UNKNOWN);
    scheduler("from-service", Schedulers.from(Executors.newFixedThreadPool(1)));
    operators();
    sources();
    observers();
    periodic();
    shared();
    Ways.run();
  }

  /** The ways of one scheduler, and that it keeps nothing of the request. */
  private static void scheduler(String name, Scheduler scheduler) {
    Ways.add(name + "-direct", scheduler::scheduleDirect);
    Ways.add(name + "-delayed", call -> scheduler.scheduleDirect(call, 2, MILLIS));
    Ways.add(name + "-worker", call -> scheduler.createWorker().schedule(call));
    Ways.add(name + "-worker-delayed", call -> scheduler.createWorker().schedule(call, 2, MILLIS));
    Ways.add(
        name + "-observe-on",
        call -> Observable.range(1, 3).observeOn(scheduler).subscribe(on(3, call)));
    Ways.add(
        name + "-observe-on-flowable",
        call -> Flowable.range(1, 3).observeOn(scheduler).map(n -> n).subscribe(on(3, call)));
    Ways.add(
        name + "-subscribe-on",
        call -> Single.fromCallable(() -> ran(call)).subscribeOn(scheduler).subscribe());
    Ways.add(
        name + "-completable",
        call -> Completable.fromRunnable(call).subscribeOn(scheduler).subscribe());
    Ways.afterwards(
        () -> {
          CountDownLatch done = new CountDownLatch(1);
          scheduler.scheduleDirect(
              () -> {
                Ways.call("/out/after-" + name);
                done.countDown();
              });
          Ways.await(done, "/out/after-" + name);
        });
  }

  private static void operators() {
    Ways.add("timer", call -> Observable.timer(2, MILLIS).subscribe(tick -> call.run()));
    Ways.add("timer-single", call -> Single.timer(2, MILLIS).subscribe(tick -> call.run()));
    Ways.add("delay", call -> Flowable.just(1).delay(2, MILLIS).map(n -> n).subscribe(on(1, call)));
    Ways.add(
        "delay-subscription",
        call ->
            Completable.fromRunnable(call).toObservable().delaySubscription(2, MILLIS).subscribe());
    Ways.add(
        "timeout",
        call ->
            Observable.never()
                .timeout(2, MILLIS)
                .onErrorResumeNext(Completable.fromRunnable(call).toObservable())
                .subscribe());
    Ways.add(
        "retry",
        call -> {
          AtomicInteger attempts = new AtomicInteger();
          foreign()
              .map(n -> attempts.incrementAndGet() < 3 ? fail() : ran(call))
              .retry(5)
              .subscribe();
        });
    Ways.add(
        "retry-when",
        call -> {
          AtomicInteger attempts = new AtomicInteger();
          foreign()
              .map(n -> attempts.incrementAndGet() < 3 ? fail() : ran(call))
              .retryWhen(errors -> errors.delay(2, MILLIS))
              .subscribe();
        });
    Ways.add(
        "repeat",
        call -> {
          AtomicInteger rounds = new AtomicInteger();
          foreign()
              .doOnNext(n -> ran(rounds.incrementAndGet() == 3 ? call : () -> {}))
              .repeat(4)
              .subscribe();
        });
    Ways.add(
        "flat-map",
        call -> Flowable.range(1, 8).flatMap(n -> foreign().map(m -> n)).subscribe(on(8, call)));
    Ways.add(
        "flat-map-inner",
        call ->
            Flowable.range(1, 8)
                .flatMap(n -> foreign().doOnNext(m -> ran(n == 7 ? call : () -> {})))
                .subscribe());
    Ways.add(
        "flat-map-single",
        call ->
            foreign().firstOrError().flatMap(n -> foreign().firstOrError()).subscribe(on(1, call)));
    Ways.add(
        "concat-map",
        call -> Flowable.range(1, 4).concatMap(n -> foreign().map(m -> n)).subscribe(on(4, call)));
    Ways.add("zip", call -> Flowable.zip(foreign(), foreign(), (a, b) -> a).subscribe(on(1, call)));
    Ways.add("merge", call -> Flowable.merge(foreign(), foreign()).subscribe(on(2, call)));
    Ways.add(
        "switch-if-empty",
        call -> foreign().filter(n -> false).switchIfEmpty(foreign()).subscribe(on(1, call)));
    Ways.add("buffer", call -> foreign().concatWith(foreign()).buffer(2).subscribe(on(1, call)));
    Ways.add(
        "debounce",
        call -> foreign().concatWith(Flowable.never()).debounce(2, MILLIS).subscribe(on(1, call)));
    Ways.add("group-by", call -> foreign().groupBy(n -> n).flatMap(g -> g).subscribe(on(1, call)));
    Ways.add(
        "parallel",
        call ->
            Flowable.range(1, 8)
                .parallel(2)
                .runOn(Schedulers.computation())
                .map(n -> n == 5 ? ran(call) : n)
                .sequential()
                .subscribe());
    Ways.add(
        "error",
        call ->
            foreign().map(n -> fail()).doOnError(e -> call.run()).onErrorReturnItem(1).subscribe());
    Ways.add("finally", call -> foreign().doFinally(call::run).subscribe());
    Ways.add("to-list", call -> foreign().toList().subscribe(on(1, call)));
  }

  private static void sources() {
    Ways.add("publisher", call -> foreign().filter(n -> true).map(n -> ran(call)).subscribe());
    Ways.add("publisher-observable", call -> foreign().toObservable().subscribe(on(1, call)));
    Ways.add(
        "create",
        call ->
            Observable.<Integer>create(emitter -> Ways.outside(() -> emitter.onNext(1)))
                .subscribe(on(1, call)));
    Ways.add(
        "create-flowable",
        call ->
            Flowable.<Integer>create(
                    emitter -> Ways.outside(() -> emitter.onNext(1)), BackpressureStrategy.BUFFER)
                .subscribe(on(1, call)));
    Ways.add(
        "create-fused",
        call ->
            Flowable.<Integer>create(
                    emitter -> Ways.outside(() -> emitter.onNext(1)), BackpressureStrategy.BUFFER)
                .observeOn(UNKNOWN)
                .subscribe(on(1, call)));
    Ways.add(
        "create-single",
        call ->
            Single.<Integer>create(emitter -> Ways.outside(() -> emitter.onSuccess(1)))
                .map(n -> n)
                .subscribe(on(1, call)));
    Ways.add(
        "create-maybe",
        call ->
            Maybe.<Integer>create(emitter -> Ways.outside(() -> emitter.onSuccess(1)))
                .subscribe(on(1, call)));
    Ways.add(
        "create-maybe-empty",
        call ->
            Maybe.<Integer>create(emitter -> Ways.outside(emitter::onComplete))
                .subscribe(n -> {}, e -> {}, call::run));
    Ways.add(
        "create-completable",
        call ->
            Completable.create(emitter -> Ways.outside(emitter::onComplete)).subscribe(call::run));
    Ways.add(
        "unicast",
        call -> {
          UnicastSubject<Integer> subject = UnicastSubject.create();
          subject.map(n -> n).subscribe(on(1, call));
          Ways.outside(() -> subject.onNext(1));
        });
    Ways.add(
        "asked-from-outside",
        call -> {
          CompletableFuture<Subscription> asked = new CompletableFuture<>();
          Flowable.just(1, 2)
              .map(n -> n == 2 ? ran(call) : n)
              .subscribe(
                  new Subscriber<Integer>() {
                    @Override
                    public void onSubscribe(Subscription subscription) {
                      asked.complete(subscription);
                    }

                    @Override
                    public void onNext(Integer value) {}

                    @Override
                    public void onError(Throwable thrown) {}

                    @Override
                    public void onComplete() {}
                  });
          Ways.outside(() -> asked.join().request(2));
        });
    Ways.add(
        "assembled-outside",
        call -> {
          CompletableFuture<Flowable<Integer>> assembled = new CompletableFuture<>();
          Ways.outside(() -> assembled.complete(foreign().map(n -> ran(call))));
          assembled.join().subscribe();
        });
  }

  private static void observers() {
    Ways.add("blocking-first", call -> foreign().map(n -> ran(call)).blockingFirst());
    Ways.add("blocking-subscribe", call -> foreign().blockingSubscribe(on(1, call)));
    Ways.add("to-future", call -> foreign().map(n -> ran(call)).toFuture().get());
    Ways.add("on-complete", call -> foreign().subscribe(n -> {}, e -> {}, call::run));
    Ways.add("on-error", call -> foreign().map(n -> fail()).subscribe(n -> {}, e -> call.run()));
    Ways.add(
        "disposable-observer",
        call ->
            foreign()
                .toObservable()
                .subscribe(
                    new DisposableObserver<Integer>() {
                      @Override
                      public void onNext(Integer value) {
                        call.run();
                      }

                      @Override
                      public void onError(Throwable thrown) {}

                      @Override
                      public void onComplete() {}
                    }));
  }

  private static void periodic() {
    Ways.add("interval", call -> Observable.interval(2, MILLIS).take(3).subscribe(on(3, call)));
    Ways.add(
        "interval-flowable", call -> Flowable.interval(2, MILLIS).take(3).subscribe(on(3, call)));
    Ways.add(
        "interval-range",
        call -> Observable.intervalRange(0, 3, 1, 2, MILLIS).subscribe(on(3, call)));
    Ways.add(
        "interval-unknown",
        call -> Observable.interval(2, MILLIS, UNKNOWN).take(3).subscribe(on(3, call)));
    Ways.add("sample", call -> endless().sample(3, MILLIS).subscribe(on(1, call)));
    Ways.add("buffer-timed", call -> endless().buffer(3, MILLIS).subscribe(on(2, call)));
    Ways.add("buffer-skip", call -> endless().buffer(3, 5, MILLIS).subscribe(on(2, call)));
    Ways.add("buffer-bounded", call -> endless().buffer(3, MILLIS, 9).subscribe(on(2, call)));
    Ways.add("window-timed", call -> endless().window(3, MILLIS).subscribe(on(2, call)));
    Ways.add("window-skip", call -> endless().window(3, 5, MILLIS).subscribe(on(2, call)));
    Ways.add("window-bounded", call -> endless().window(3, MILLIS, 9).subscribe(on(2, call)));
    Ways.add(
        "sample-observable",
        call -> endless().toObservable().sample(3, MILLIS).subscribe(on(1, call)));
    Ways.add(
        "buffer-observable",
        call -> endless().toObservable().buffer(3, MILLIS).subscribe(on(2, call)));
    Ways.add(
        "window-observable",
        call -> endless().toObservable().window(3, MILLIS).subscribe(on(2, call)));
    bare(
        "periodic",
        task -> Schedulers.computation().schedulePeriodicallyDirect(task, 1, 2, MILLIS));
    bare(
        "periodic-worker",
        task -> Schedulers.io().createWorker().schedulePeriodically(task, 1, 2, MILLIS));
    bare(
        "periodic-unknown",
        task -> UNKNOWN.createWorker().schedulePeriodically(task, 1, 2, MILLIS));
  }

  private interface Periodic {
    Disposable schedule(Runnable task);
  }

  /** Two runs outside of the request; the call itself is made in place. */
  private static void bare(String name, Periodic periodic) {
    Ways.add(
        name,
        call -> {
          AtomicInteger runs = new AtomicInteger();
          CountDownLatch twice = new CountDownLatch(2);
          Disposable task =
              periodic.schedule(
                  () -> {
                    int run = runs.incrementAndGet();
                    if (run <= 2) {
                      Ways.call("/out/" + name + "-" + run);
                      twice.countDown();
                    }
                  });
          Ways.await(twice, name);
          task.dispose();
          call.run();
        });
  }

  private static void shared() {
    subject("publish-subject", PublishSubject.create());
    subject("behavior-subject", BehaviorSubject.create());
    subject("replay-subject", ReplaySubject.create());
    subject("async-subject", AsyncSubject.create());
    subject("serialized-subject", PublishSubject.<Integer>create().toSerialized());
    Subject<Integer> on = PublishSubject.create();
    shared("observe-on", on.observeOn(Schedulers.computation()), () -> on.onNext(1));
    Subject<Integer> share = PublishSubject.create();
    shared("share", share.share(), () -> share.onNext(1));
    Subject<Integer> publish = PublishSubject.create();
    shared("publish", publish.publish().autoConnect(2), () -> publish.onNext(1));
    Subject<Integer> replay = PublishSubject.create();
    shared("replay", replay.replay(1).autoConnect(2), () -> replay.onNext(1));
    Subject<Integer> cache = PublishSubject.create();
    shared("cache", cache.cache(), () -> cache.onNext(1));
    PublishProcessor<Integer> processor = PublishProcessor.create();
    shared("publish-processor", processor.toObservable(), () -> processor.onNext(1));
    BehaviorProcessor<Integer> behavior = BehaviorProcessor.create();
    shared("behavior-processor", behavior.toObservable(), () -> behavior.onNext(1));
    ReplayProcessor<Integer> replaying = ReplayProcessor.create();
    shared("replay-processor", replaying.toObservable(), () -> replaying.onNext(1));
    PublishProcessor<Integer> shared = PublishProcessor.create();
    shared("share-flowable", shared.share().toObservable(), () -> shared.onNext(1));
    SingleSubject<Integer> single = SingleSubject.create();
    shared("single-subject", single.toObservable(), () -> single.onSuccess(1));
    SingleSubject<Integer> cached = SingleSubject.create();
    shared("single-cache", cached.cache().toObservable(), () -> cached.onSuccess(1));
    MaybeSubject<Integer> maybe = MaybeSubject.create();
    shared("maybe-subject", maybe.toObservable(), () -> maybe.onSuccess(1));
    CompletableSubject completable = CompletableSubject.create();
    shared(
        "completable-subject",
        completable.andThen(Observable.fromCallable(() -> 1)),
        completable::onComplete);
    Subject<Integer> connected = PublishSubject.create();
    ConnectableObservable<Integer> connectable = connected.publish();
    shared(
        "connect-by-the-third",
        connectable,
        () -> {
          connectable.connect();
          connected.onNext(1);
        });
    queue("queue-computation", Schedulers.computation());
    queue("queue-from-executor", UNKNOWN);
  }

  private static void subject(String name, Subject<Integer> subject) {
    shared(
        name,
        subject,
        () -> {
          subject.onNext(1);
          subject.onComplete();
        });
  }

  /** Two requests subscribe to it, the third emits. */
  private static void shared(String name, Observable<Integer> observable, Runnable emission) {
    Ways.addShared(
        name,
        new Ways.Shared() {
          @Override
          public void subscribe(Runnable call) {
            observable.map(n -> n).doOnNext(n -> call.run()).subscribe();
          }

          @Override
          public void emit() {
            emission.run();
          }
        });
  }

  /** Tasks of both requests wait behind another in the queue of one worker. */
  private static void queue(String name, Scheduler scheduler) {
    CountDownLatch open = new CountDownLatch(1);
    Scheduler.Worker worker = scheduler.createWorker();
    AtomicInteger tasks = new AtomicInteger();
    Ways.addShared(
        name,
        new Ways.Shared() {
          @Override
          public void subscribe(Runnable call) {
            if (tasks.getAndIncrement() == 0) {
              worker.schedule(() -> Ways.await(open, name));
            }
            worker.schedule(call);
          }

          @Override
          public void emit() {
            open.countDown();
          }
        });
  }

  /** Signals on a thread that has no context. */
  private static Flowable<Integer> foreign() {
    return Flowable.fromPublisher(new ForeignPublisher());
  }

  private static Flowable<Integer> endless() {
    return foreign().concatWith(Flowable.never());
  }

  /** Runs the call at the given signal. */
  private static <T> Consumer<T> on(int count, Runnable call) {
    AtomicInteger signals = new AtomicInteger();
    return value -> {
      if (signals.incrementAndGet() == count) {
        call.run();
      }
    };
  }

  private static Integer ran(Runnable call) {
    call.run();
    return 1;
  }

  private static Integer fail() {
    throw new IllegalStateException("thrown by the way");
  }

  /** One element, on the outsider's thread. */
  private static final class ForeignPublisher implements Publisher<Integer> {
    @Override
    public void subscribe(Subscriber<? super Integer> subscriber) {
      subscriber.onSubscribe(
          new Subscription() {
            private boolean asked;

            @Override
            public void request(long n) {
              if (!asked) {
                asked = true;
                Ways.outside(
                    () -> {
                      subscriber.onNext(1);
                      subscriber.onComplete();
                    });
              }
            }

            @Override
            public void cancel() {}
          });
    }
  }
}
