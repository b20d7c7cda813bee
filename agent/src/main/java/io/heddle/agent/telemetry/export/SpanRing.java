// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry.export;

import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A bounded queue of spans for many producers and one consumer, in a ring of slots. Producers claim
 * a slot by compare-and-set of the tail and never wait. Closing marks the tail itself, so that each
 * span is either in the ring before the close or refused.
 */
final class SpanRing {
  /** Bit of the tail that refuses every later claim. */
  private static final long CLOSED = Long.MIN_VALUE;

  private final AtomicReferenceArray<SpanData> slots;
  private final int mask;
  private final int capacity;
  private final AtomicLong tail = new AtomicLong();
  private final AtomicLong head = new AtomicLong();

  SpanRing(int capacity) {
    int size = Math.max(2, Integer.highestOneBit(capacity - 1) << 1);
    this.slots = new AtomicReferenceArray<SpanData>(size);
    this.mask = size - 1;
    this.capacity = capacity;
  }

  /**
   * Puts the span and returns how many are queued with it, or 0 when the ring is full or closed.
   */
  int offer(SpanData span) {
    while (true) {
      long claimed = tail.get();
      long size = claimed - head.get();
      if (claimed < 0 || size >= capacity) {
        return 0;
      }
      if (tail.compareAndSet(claimed, claimed + 1)) {
        slots.lazySet((int) claimed & mask, span);
        return (int) size + 1;
      }
    }
  }

  /**
   * Moves up to {@code max} spans to the list. Ends early at a slot that is claimed but not yet
   * filled. Consumer only.
   *
   * @return the number of spans moved
   */
  int drainTo(List<SpanData> batch, int max) {
    long from = head.get();
    long end = Math.min(tail(), from + max);
    long at = from;
    while (at < end) {
      int slot = (int) at & mask;
      SpanData span = slots.get(slot);
      if (span == null) {
        break;
      }
      slots.lazySet(slot, null);
      batch.add(span);
      at++;
    }
    head.set(at);
    return (int) (at - from);
  }

  int size() {
    long taken = head.get();
    return (int) Math.max(0, tail() - taken);
  }

  /** Number of spans ever put. */
  long tail() {
    return tail.get() & ~CLOSED;
  }

  void close() {
    long seen = tail.get();
    while (!tail.compareAndSet(seen, seen | CLOSED)) {
      seen = tail.get();
    }
  }
}
