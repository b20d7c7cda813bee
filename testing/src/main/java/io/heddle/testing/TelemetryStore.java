// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Holds decoded telemetry, at most {@value #MAX_SPANS} spans and {@value #MAX_METRICS} metrics (the
 * oldest go first).
 *
 * <p>A trace is outdated, whenever its spans arrive, once one of its spans has ended before the
 * last {@link #clear}.
 */
final class TelemetryStore {
  private static final int MAX_SPANS = 100_000;
  private static final int MAX_METRICS = 10_000;
  private static final int MAX_OUTDATED = 100_000;

  private final Deque<SpanRecord> spans = new ArrayDeque<>();
  private final Deque<MetricRecord> metrics = new ArrayDeque<>();
  private final Set<String> outdated = new LinkedHashSet<>();
  private long cutOffNanos;
  private long version;
  private long dropped;

  synchronized void addSpans(List<SpanRecord> added) {
    boolean anyOutdated = false;
    for (SpanRecord span : added) {
      if (span.endNanos() < cutOffNanos) {
        anyOutdated |= outdate(span.traceId());
      }
    }
    if (anyOutdated) {
      spans.removeIf(span -> outdated.contains(span.traceId()));
    }
    for (SpanRecord span : added) {
      if (!outdated.contains(span.traceId())) {
        spans.add(span);
      }
    }
    while (spans.size() > MAX_SPANS) {
      spans.remove();
      dropped++;
    }
    changed();
  }

  synchronized void addMetrics(List<MetricRecord> added) {
    for (MetricRecord metric : added) {
      if (metric.collectedNanos() >= cutOffNanos) {
        metrics.add(metric);
      }
    }
    while (metrics.size() > MAX_METRICS) {
      metrics.remove();
      dropped++;
    }
    changed();
  }

  /**
   * Starts a new millisecond, since a clock may be no finer, and takes all that ended before it for
   * outdated.
   */
  void clear() {
    long before = System.currentTimeMillis();
    long now = before;
    while (now == before) {
      Thread.onSpinWait();
      now = System.currentTimeMillis();
    }
    synchronized (this) {
      cutOffNanos = TimeUnit.MILLISECONDS.toNanos(now);
      for (SpanRecord span : spans) {
        outdate(span.traceId());
      }
      spans.clear();
      metrics.clear();
      changed();
    }
  }

  synchronized Snapshot await(long known, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    try {
      long left = timeout.toNanos();
      while (version == known && left > 0) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
        left = deadline - System.nanoTime();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return snapshot();
  }

  synchronized Snapshot snapshot() {
    return new Snapshot(version, new ArrayList<>(spans), new ArrayList<>(metrics));
  }

  synchronized long dropped() {
    return dropped;
  }

  private boolean outdate(String traceId) {
    boolean isNew = outdated.add(traceId);
    if (outdated.size() > MAX_OUTDATED) {
      Iterator<String> oldest = outdated.iterator();
      oldest.next();
      oldest.remove();
    }
    return isNew;
  }

  private void changed() {
    version++;
    notifyAll();
  }
}
