// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry.export;

import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The loop of the exporting thread: takes a batch when one is full, when the schedule delay is
 * over, or when somebody waits for it, and hands it to the sink. Outlives whatever the sink throws;
 * ends only after {@link #close}, with the ring empty.
 */
final class ExportWorker implements Runnable {
  private static final long NO_LIMIT_NANOS = 365L * 24 * 3600 * 1_000_000_000L;

  private final SpanRing ring;
  private final SpanSink sink;
  private final BatchSettings settings;
  private final int wakeAt;
  private final LongAdder dropped;
  private final ExportReport report;
  private final ArrayList<SpanData> batch;
  private final long delayNanos;

  /** Spans that left the ring and are accounted for. */
  private final AtomicLong done = new AtomicLong();

  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong rejected = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong flushUpTo = new AtomicLong();
  private volatile boolean idle;
  private volatile boolean closing;
  private volatile long closeDeadline;
  private long due;

  ExportWorker(
      SpanRing ring,
      SpanSink sink,
      BatchSettings settings,
      int wakeAt,
      LongAdder dropped,
      ExportLog log) {
    this.ring = ring;
    this.sink = sink;
    this.settings = settings;
    this.wakeAt = wakeAt;
    this.dropped = dropped;
    this.report = new ExportReport(new RateLimitedLog(log), settings.maxQueue);
    this.batch = new ArrayList<SpanData>(Math.min(settings.maxBatch, 1024));
    this.delayNanos = settings.delayMillis * 1_000_000L;
  }

  @Override
  public void run() {
    due = System.nanoTime() + delayNanos;
    while (true) {
      try {
        // An application may interrupt every thread it finds; this one ends only when told to.
        Thread.interrupted();
        if (!step()) {
          break;
        }
      } catch (Throwable thrown) {
        report.error(describe(thrown));
        LockSupport.parkNanos(this, 1_000_000L);
      }
    }
    try {
      sink.close();
    } catch (Throwable thrown) {
      report.error(describe(thrown));
    }
    report.tell(stats(0), true);
  }

  /** One turn of the loop; false when there is nothing left to do for ever. */
  private boolean step() {
    boolean last = closing;
    long now = System.nanoTime();
    int size = ring.size();
    boolean asked = last || done.get() < flushUpTo.get();
    if (size > 0 && (asked || size >= wakeAt || now - due >= 0)) {
      if (ring.drainTo(batch, settings.maxBatch) > 0) {
        exportBatch(now);
      } else {
        // The next slot is claimed by a thread that was suspended before filling it.
        LockSupport.parkNanos(this, 100_000L);
      }
      return true;
    }
    if (size == 0 && last) {
      return false;
    }
    if (size == 0 && now - due >= 0) {
      due = now + delayNanos;
      sink.idle();
      report.tell(stats(0), false);
    }
    idle = true;
    if (ring.size() < wakeAt && !closing && done.get() >= flushUpTo.get()) {
      LockSupport.parkNanos(this, Math.max(1, due - System.nanoTime()));
    }
    idle = false;
    return true;
  }

  private void exportBatch(long now) {
    int count = batch.size();
    due = now + delayNanos;
    try {
      long timeout = settings.exportTimeoutMillis;
      long deadline = now + (timeout == 0 ? NO_LIMIT_NANOS : timeout * 1_000_000L);
      if (closing && closeDeadline - deadline < 0) {
        deadline = closeDeadline;
      }
      if (closing && deadline - now <= 0) {
        // These were accepted, so they count as failed: dropped are those that never entered the
        // ring.
        failed.addAndGet(count);
        report.error("shut down before the queue was sent");
      } else {
        count(sink.export(batch, deadline), count);
      }
    } catch (Throwable thrown) {
      failed.addAndGet(count);
      report.error(describe(thrown));
    } finally {
      batch.clear();
      done.addAndGet(count);
      synchronized (this) {
        notifyAll();
      }
    }
    report.tell(stats(0), false);
  }

  private void count(SinkResult result, int count) {
    if (result.isFailed()) {
      failed.addAndGet(count);
    } else {
      long thrownAway = Math.min(count, result.rejected());
      rejected.addAndGet(thrownAway);
      sent.addAndGet(count - thrownAway);
    }
    String message = result.message();
    if (message != null) {
      report.error(message);
    }
  }

  private static String describe(Throwable thrown) {
    try {
      return thrown.toString();
    } catch (Throwable hostile) {
      return thrown.getClass().getName();
    }
  }

  void wakeIfIdle(Thread thread) {
    if (idle) {
      idle = false;
      LockSupport.unpark(thread);
    }
  }

  void wake(Thread thread) {
    LockSupport.unpark(thread);
  }

  /**
   * Lets the loop end once the ring is empty; an export under way keeps its own deadline until the
   * sink is aborted.
   */
  void close(long deadlineNanos) {
    closeDeadline = deadlineNanos;
    closing = true;
  }

  boolean flush(Thread thread, long timeoutMillis) {
    long deadline = System.nanoTime() + Math.max(0, timeoutMillis) * 1_000_000L;
    long target = ring.tail();
    long seen = flushUpTo.get();
    while (seen < target && !flushUpTo.compareAndSet(seen, target)) {
      seen = flushUpTo.get();
    }
    LockSupport.unpark(thread);
    synchronized (this) {
      while (done.get() < target) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        try {
          wait(left / 1_000_000L + 1);
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          return false;
        }
      }
    }
    return true;
  }

  /**
   * The counters as of now.
   *
   * @param late spans dropped after shut-down
   */
  ExportStats stats(long late) {
    ExportReport.@Nullable LastError error = report.lastError();
    long lost = dropped.sum() + late;
    return new ExportStats(
        ring.tail() + lost,
        sent.get(),
        rejected.get(),
        lost,
        failed.get(),
        ring.size(),
        error == null ? null : error.message,
        error == null ? 0 : error.epochMillis);
  }
}
