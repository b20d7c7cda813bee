// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.reactor;

import io.heddle.testing.ways.Ways;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/** What came by version 3.4. */
final class ReactorWays34 {
  private ReactorWays34() {}

  static void add() {
    ReactorWays.scheduler("bounded-elastic", Schedulers.boundedElastic());
    ReactorWays.scheduler("new-bounded-elastic", Schedulers.newBoundedElastic(1, 99, "elastic"));
    ReactorWays.queue("queue-bounded-elastic", Schedulers.boundedElastic());
    many("sink-multicast", Sinks.many().multicast().onBackpressureBuffer());
    many("sink-best-effort", Sinks.many().multicast().directBestEffort());
    many("sink-replay", Sinks.many().replay().limit(1));
    Sinks.One<Integer> one = Sinks.one();
    ReactorWays.shared("sink-one", one.asMono().flux(), () -> one.tryEmitValue(1));
    Sinks.Empty<Integer> empty = Sinks.empty();
    Ways.addShared(
        "sink-empty",
        new Ways.Shared() {
          @Override
          public void subscribe(Runnable call) {
            empty.asMono().doOnTerminate(call).subscribe();
          }

          @Override
          public void emit() {
            empty.tryEmitEmpty();
          }
        });
    Ways.add(
        "sink-unicast",
        call -> {
          Sinks.Many<Integer> unicast = Sinks.many().unicast().onBackpressureBuffer();
          unicast.asFlux().map(n -> ReactorWays.ran(call)).subscribe();
          Ways.outside(() -> unicast.tryEmitNext(1));
        });
    Ways.add(
        "retry-backoff",
        call -> {
          int[] attempts = {0};
          Mono.fromCallable(
                  () -> {
                    if (++attempts[0] < 3) {
                      throw new IllegalStateException("thrown by the way");
                    }
                    return ReactorWays.ran(call);
                  })
              .retryWhen(Retry.backoff(5, Duration.ofMillis(1)))
              .subscribe();
        });
    ReactorWays.bare(
        "periodic-instant",
        task -> Schedulers.single().schedulePeriodically(task, 0, 0, TimeUnit.MILLISECONDS));
    Ways.add(
        "context-empty",
        call ->
            ReactorWays.foreignMono()
                .flatMap(n -> Mono.deferContextual(view -> Mono.just(view.size())))
                .filter(size -> size == 0)
                .subscribe(size -> call.run()));
    Ways.add(
        "context-write",
        call ->
            ReactorWays.foreignMono()
                .flatMap(n -> Mono.deferContextual(view -> Mono.just(view.get("key"))))
                .filter("value"::equals)
                .contextWrite(context -> context.put("key", "value"))
                .subscribe(value -> call.run()));
  }

  private static void many(String name, Sinks.Many<Integer> sink) {
    ReactorWays.shared(name, sink.asFlux(), () -> sink.tryEmitNext(1));
  }
}
