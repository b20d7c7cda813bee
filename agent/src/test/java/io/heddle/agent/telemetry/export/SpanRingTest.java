// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SpanRingTest {
  @Test
  void offer_full_refusesAtTheExactCapacity() {
    SpanRing ring = new SpanRing(5);
    SpanData span = TestSpans.span("s");
    for (int i = 1; i <= 5; i++) {
      assertThat(ring.offer(span)).isEqualTo(i);
    }
    assertThat(ring.offer(span)).isZero();
    List<SpanData> out = new ArrayList<>();
    assertThat(ring.drainTo(out, 2)).isEqualTo(2);
    assertThat(ring.offer(span)).isEqualTo(4);
    assertThat(ring.size()).isEqualTo(4);
  }

  @Test
  void offer_closed_refuses() {
    SpanRing ring = new SpanRing(4);
    SpanData span = TestSpans.span("s");
    ring.offer(span);
    ring.close();
    ring.close();
    assertThat(ring.offer(span)).isZero();
    assertThat(ring.tail()).isEqualTo(1);
    assertThat(ring.drainTo(new ArrayList<>(), 9)).isEqualTo(1);
    assertThat(ring.size()).isZero();
  }

  @Test
  void offer_manyThreadsAndClose_losesAndDoublesNothing() throws Exception {
    SpanRing ring = new SpanRing(64);
    List<SpanData> taken = new ArrayList<>();
    AtomicLong accepted = new AtomicLong();
    Thread[] producers = new Thread[4];
    for (int p = 0; p < producers.length; p++) {
      List<SpanData> mine = TestSpans.spans(5000);
      producers[p] =
          new Thread(
              () -> {
                for (SpanData span : mine) {
                  if (ring.offer(span) > 0) {
                    accepted.incrementAndGet();
                  }
                }
              });
    }
    for (Thread producer : producers) {
      producer.start();
    }
    while (producers[0].isAlive()) {
      ring.drainTo(taken, 17);
    }
    ring.close();
    for (Thread producer : producers) {
      producer.join();
    }
    while (ring.size() > 0) {
      ring.drainTo(taken, 17);
    }
    Set<SpanData> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
    distinct.addAll(taken);
    assertThat(taken).hasSize((int) accepted.get()).doesNotContainNull();
    assertThat(distinct).hasSize(taken.size());
    assertThat(ring.tail()).isEqualTo(accepted.get());
  }
}
