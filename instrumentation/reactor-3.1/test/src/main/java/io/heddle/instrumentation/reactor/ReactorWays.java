// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.reactor;

import io.heddle.testing.ways.Ways;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.ConnectableFlux;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Ways through Reactor that every version from 3.1 has. */
@SuppressWarnings("FutureReturnValueIgnored")
public final class ReactorWays {
  static {
    // 3.1 writes to the console otherwise.
    System.setProperty("reactor.logging.fallback", "JDK");
    if (System.getProperty("java.specification.version").compareTo("21") >= 0) {
      // Heard from 3.6 on.
      System.setProperty("reactor.schedulers.defaultBoundedElasticOnVirtualThreads", "true");
    }
  }

  private static final Duration SHORT = Duration.ofMillis(3);

  /** A queue and a thread of its own. */
  private static final Scheduler UNKNOWN = Schedulers.fromExecutor(Ways::outside);

  private ReactorWays() {}

  public static void main(String[] args) throws Exception {
    schedulers();
    operators();
    sources();
    subscribers();
    periodic();
    shared();
    addIfThere("reactor.core.publisher.Sinks", "ReactorWays34");
    Ways.run();
  }

  private static void schedulers() {
    scheduler("parallel", Schedulers.parallel());
    scheduler("single", Schedulers.single());
    scheduler("immediate", Schedulers.immediate());
    scheduler("new-single", Schedulers.newSingle("new-single"));
    scheduler("from-executor", UNKNOWN);
    scheduler("from-service", Schedulers.fromExecutor(Executors.newFixedThreadPool(1)));
    scheduler("single-worker", Schedulers.single(Schedulers.parallel()));
  }

  /** The ways of one scheduler, and that it keeps nothing of the request. */
  static void scheduler(String name, Scheduler scheduler) {
    Ways.add(name + "-schedule", scheduler::schedule);
    Ways.add(name + "-worker", call -> scheduler.createWorker().schedule(call));
    Ways.add(
        name + "-publish-on", call -> Flux.range(1, 3).publishOn(scheduler).subscribe(on(3, call)));
    Ways.add(
        name + "-subscribe-on", call -> Mono.fromRunnable(call).subscribeOn(scheduler).subscribe());
    Ways.add(
        name + "-map-behind",
        call -> Mono.just(1).publishOn(scheduler).map(n -> ran(call)).subscribe());
    Ways.afterwards(
        () -> {
          CountDownLatch done = new CountDownLatch(1);
          scheduler.schedule(
              () -> {
                Ways.call("/out/after-" + name);
                done.countDown();
              });
          Ways.await(done, "/out/after-" + name);
        });
  }

  private static void operators() {
    Ways.add("delay", call -> Mono.delay(SHORT).subscribe(tick -> call.run()));
    Ways.add(
        "delay-elements",
        call -> Flux.range(1, 3).delayElements(SHORT).map(n -> n).subscribe(on(3, call)));
    Ways.add(
        "delay-element", call -> Mono.just(1).delayElement(SHORT).doOnNext(on(1, call)).block());
    Ways.add(
        "delay-subscription", call -> Mono.fromRunnable(call).delaySubscription(SHORT).subscribe());
    Ways.add(
        "timeout",
        call ->
            Mono.never()
                .timeout(SHORT)
                .onErrorResume(TimeoutException.class, e -> Mono.fromRunnable(call))
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
        call -> Flux.range(1, 8).flatMap(n -> foreign().map(m -> n)).subscribe(on(8, call)));
    Ways.add(
        "flat-map-inner",
        call ->
            Flux.range(1, 8)
                .flatMap(n -> foreign().doOnNext(m -> ran(n == 7 ? call : () -> {})))
                .subscribe());
    Ways.add(
        "mono-flat-map", call -> foreignMono().flatMap(n -> foreignMono()).subscribe(on(1, call)));
    Ways.add(
        "concat-map",
        call -> Flux.range(1, 4).concatMap(n -> foreign().map(m -> n)).subscribe(on(4, call)));
    Ways.add("zip", call -> Flux.zip(foreign(), foreign()).subscribe(pair -> call.run()));
    Ways.add("mono-zip", call -> Mono.zip(foreignMono(), foreignMono()).subscribe(p -> call.run()));
    Ways.add("merge", call -> Flux.merge(foreign(), foreign()).subscribe(on(2, call)));
    Ways.add(
        "switch-if-empty",
        call -> foreign().filter(n -> false).switchIfEmpty(foreign()).subscribe(on(1, call)));
    Ways.add("then", call -> foreign().then(Mono.fromRunnable(call)).subscribe());
    Ways.add(
        "buffer", call -> foreign().concatWith(foreign()).buffer(2).subscribe(l -> call.run()));
    Ways.add(
        "buffer-timeout",
        call ->
            Flux.concat(foreign(), Flux.never()).bufferTimeout(9, SHORT).subscribe(on(1, call)));
    Ways.add("window", call -> foreign().window(2).flatMap(w -> w).subscribe(on(1, call)));
    Ways.add("group-by", call -> foreign().groupBy(n -> n).flatMap(g -> g).subscribe(on(1, call)));
    Ways.add(
        "parallel-flux",
        call ->
            Flux.range(1, 8)
                .parallel(2)
                .runOn(Schedulers.parallel())
                .map(n -> n == 5 ? ran(call) : n)
                .sequential()
                .subscribe());
    Ways.add(
        "error",
        call -> foreign().map(n -> fail()).doOnError(e -> call.run()).onErrorReturn(1).subscribe());
    Ways.add("finally", call -> foreign().doFinally(type -> call.run()).subscribe());
    Ways.add("collect", call -> foreign().collectList().subscribe(list -> call.run()));
  }

  private static void sources() {
    Ways.add("from-future", call -> Mono.fromFuture(future()).subscribe(on(1, call)));
    Ways.add("from-callable", call -> Mono.fromCallable(() -> ran(call)).block());
    Ways.add(
        "defer",
        call ->
            Mono.defer(() -> Mono.fromRunnable(call))
                .subscribeOn(Schedulers.parallel())
                .subscribe());
    Ways.add("create", call -> Flux.create(ReactorWays::emit).subscribe(on(3, call)));
    Ways.add(
        "create-fused",
        call -> Flux.create(ReactorWays::emit).publishOn(UNKNOWN).subscribe(on(3, call)));
    Ways.add(
        "mono-create",
        call ->
            Mono.<Integer>create(sink -> Ways.outside(() -> sink.success(1)))
                .subscribe(on(1, call)));
    Ways.add("publisher", call -> foreign().filter(n -> true).map(n -> ran(call)).subscribe());
    Ways.add(
        "iterable-asked-from-outside",
        call -> {
          CompletableFuture<Subscription> asked = new CompletableFuture<>();
          Flux.just(1, 2)
              .map(n -> n == 2 ? ran(call) : n)
              .subscribe(
                  new BaseSubscriber<Integer>() {
                    @Override
                    protected void hookOnSubscribe(Subscription subscription) {
                      asked.complete(subscription);
                    }
                  });
          Ways.outside(() -> asked.join().request(2));
        });
    Ways.add(
        "generate",
        call ->
            Flux.generate(sink -> sink.next(ran(() -> {})))
                .publishOn(Schedulers.parallel())
                .take(9)
                .subscribe(on(9, call)));
    Ways.add(
        "assembled-outside",
        call -> {
          CompletableFuture<Flux<Integer>> assembled = new CompletableFuture<>();
          Ways.outside(() -> assembled.complete(foreign().map(n -> ran(call))));
          assembled.get().subscribe();
        });
  }

  private static void subscribers() {
    Ways.add("block", call -> foreignMono().map(n -> ran(call)).block());
    Ways.add("block-last", call -> foreign().map(n -> ran(call)).blockLast());
    Ways.add("to-future", call -> foreignMono().toFuture().thenRun(call));
    Ways.add("to-iterable", call -> foreign().map(n -> ran(call)).toIterable().forEach(n -> {}));
    Ways.add("subscriber", call -> foreign().subscribe(new OwnSubscriber(call)));
    Ways.add(
        "base-subscriber",
        call ->
            foreign()
                .subscribe(
                    new BaseSubscriber<Integer>() {
                      @Override
                      protected void hookOnNext(Integer value) {
                        call.run();
                      }
                    }));
    Ways.add("on-complete", call -> foreign().subscribe(n -> {}, e -> {}, call));
    Ways.add("on-error", call -> foreign().map(n -> fail()).subscribe(n -> {}, e -> call.run()));
  }

  private static void periodic() {
    Ways.add("interval", call -> Flux.interval(SHORT).take(3).subscribe(on(3, call)));
    Ways.add(
        "interval-unknown-scheduler",
        call -> Flux.interval(SHORT).publishOn(UNKNOWN).take(3).subscribe(on(3, call)));
    Ways.add(
        "sample", call -> foreign().concatWith(Flux.never()).sample(SHORT).subscribe(on(1, call)));
    Ways.add(
        "buffer-periodic",
        call -> Flux.concat(foreign(), Flux.never()).buffer(SHORT).subscribe(on(1, call)));
    bare(
        "periodic",
        task -> Schedulers.parallel().schedulePeriodically(task, 1, 2, TimeUnit.MILLISECONDS));
    bare(
        "periodic-worker",
        task ->
            Schedulers.parallel()
                .createWorker()
                .schedulePeriodically(task, 1, 2, TimeUnit.MILLISECONDS));
  }

  interface Periodic {
    Disposable schedule(Runnable task);
  }

  /** Two runs outside of the request; the call itself is made in place. */
  static void bare(String name, Periodic periodic) {
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
    Flux<Integer> emitter = hot();
    shared("create-shared", emitter.share());
    shared("publish", emitter.publish().autoConnect(2));
    shared("publish-on", emitter.publish().autoConnect(2).publishOn(Schedulers.parallel()));
    shared("replay", emitter.replay(1).autoConnect(2));
    shared("cache", emitter.cache(1));
    Mono<Integer> cached = Mono.<Integer>create(sink -> SINKS.add(sink::success)).cache();
    shared("mono-cache", cached.flux());
    queue("queue-parallel", Schedulers.parallel());
    queue("queue-from-executor", Schedulers.fromExecutor(Ways::outside, true));
    ConnectableFlux<Integer> connectable = emitter.publish();
    Ways.addShared(
        "connect-by-the-third",
        new Ways.Shared() {
          @Override
          public void subscribe(Runnable call) {
            connectable.map(n -> ran(call)).subscribe();
          }

          @Override
          public void emit() {
            connectable.connect();
            emitAll();
          }
        });
  }

  /** Tasks of both requests wait behind another in the queue of one worker. */
  static void queue(String name, Scheduler scheduler) {
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

  private static final Sinks SINKS = new Sinks();

  /** Those of the sources that wait to be set off. */
  private static final class Sinks {
    private final java.util.List<java.util.function.Consumer<Integer>> all =
        new java.util.concurrent.CopyOnWriteArrayList<>();

    void add(java.util.function.Consumer<Integer> sink) {
      all.add(sink);
    }

    void emit() {
      all.forEach(sink -> sink.accept(1));
    }
  }

  static void emitAll() {
    SINKS.emit();
  }

  private static Flux<Integer> hot() {
    return Flux.create(sink -> SINKS.add(sink::next));
  }

  /** Two requests subscribe to it, the third emits. */
  static void shared(String name, Flux<Integer> flux) {
    shared(name, flux, ReactorWays::emitAll);
  }

  static void shared(String name, Flux<Integer> flux, Runnable emission) {
    Ways.addShared(
        name,
        new Ways.Shared() {
          @Override
          public void subscribe(Runnable call) {
            flux.map(n -> n).doOnNext(n -> call.run()).subscribe();
          }

          @Override
          public void emit() {
            emission.run();
          }
        });
  }

  private static void emit(FluxSink<Integer> sink) {
    Ways.outside(
        () -> {
          sink.next(1);
          sink.next(2);
          sink.next(3);
          sink.complete();
        });
  }

  private static CompletableFuture<Integer> future() {
    CompletableFuture<Integer> future = new CompletableFuture<>();
    Ways.outside(() -> future.complete(1));
    return future;
  }

  /** Signals on a thread that has no context. */
  static Flux<Integer> foreign() {
    return Flux.from(new ForeignPublisher());
  }

  static Mono<Integer> foreignMono() {
    return Mono.from(new ForeignPublisher());
  }

  /** Runs the call at the given signal. */
  static <T> java.util.function.Consumer<T> on(int count, Runnable call) {
    AtomicInteger signals = new AtomicInteger();
    return value -> {
      if (signals.incrementAndGet() == count) {
        call.run();
      }
    };
  }

  static Integer ran(Runnable call) {
    call.run();
    return 1;
  }

  private static Integer fail() {
    throw new IllegalStateException("thrown by the way");
  }

  private static void addIfThere(String type, String ways) throws Exception {
    try {
      Class.forName(type);
    } catch (ClassNotFoundException e) {
      return;
    }
    Class.forName(ReactorWays.class.getPackage().getName() + "." + ways)
        .getDeclaredMethod("add")
        .invoke(null);
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

  private static final class OwnSubscriber implements Subscriber<Integer> {
    private final Runnable call;

    OwnSubscriber(Runnable call) {
      this.call = call;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      subscription.request(9);
    }

    @Override
    public void onNext(Integer value) {
      call.run();
    }

    @Override
    public void onError(Throwable thrown) {}

    @Override
    public void onComplete() {}
  }
}
