// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry.export;

import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/**
 * The bounded queue between the threads that end spans and the one daemon thread, "heddle-export",
 * that exports them in batches. A span that finds the queue full is dropped and counted; nothing
 * waits, and nothing is thrown.
 *
 * <p>The thread object is made by the constructor and started by the first span: class loader,
 * access control context and thread locals that a thread inherits are thus those of the agent's own
 * thread, never those of the application. Construct it there.
 */
public final class BatchQueue {
  private final SpanSink sink;
  private final SpanRing ring;
  private final ExportWorker worker;
  private final Thread thread;
  private final int wakeAt;
  private final LongAdder dropped = new LongAdder();

  /** Dropped after shut-down: counted, but nothing to tell the operator of. */
  private final LongAdder late = new LongAdder();

  private final AtomicBoolean started = new AtomicBoolean();
  private final AtomicBoolean shutdown = new AtomicBoolean();

  /**
   * A queue in front of the sink; what is lost on the way is told to the log at most once a minute.
   */
  public BatchQueue(SpanSink sink, BatchSettings settings, ExportLog log) {
    this.sink = sink;
    this.ring = new SpanRing(settings.maxQueue);
    this.wakeAt = Math.min(settings.maxBatch, Math.max(1, settings.maxQueue / 2));
    this.worker = new ExportWorker(ring, sink, settings, wakeAt, dropped, log);
    this.thread = new Thread(rootGroup(), worker, "heddle-export");
    this.thread.setDaemon(true);
    this.thread.setContextClassLoader(null);
  }

  /**
   * Queues a span. Takes no lock and allocates nothing; wakes the exporting thread only when a
   * batch is full.
   *
   * @return false when the span was dropped because the queue is full or shut down
   */
  public boolean offer(SpanData span) {
    int size = ring.offer(span);
    if (size == 0) {
      (shutdown.get() ? late : dropped).increment();
      return false;
    }
    if (!started.get()) {
      start();
    }
    if (size >= wakeAt) {
      worker.wakeIfIdle(thread);
    }
    return true;
  }

  /**
   * Waits until every span offered before the call has been exported or given up, at most for the
   * given time.
   *
   * @return false when the time was over first, or the waiting thread was interrupted (its flag
   *     stays set)
   */
  public boolean flush(long timeoutMillis) {
    return worker.flush(thread, timeoutMillis);
  }

  /**
   * Refuses further spans, exports those queued, and closes the sink; returns after at most the
   * given time. What could not be exported by then is aborted and counted. Further calls do
   * nothing.
   *
   * @return whether the exporting thread has ended, so that {@link #stats} is final
   */
  public boolean shutdown(long timeoutMillis) {
    long deadline = System.nanoTime() + Math.max(0, timeoutMillis) * 1_000_000L;
    if (shutdown.compareAndSet(false, true)) {
      ring.close();
      long grace = Math.min(500, Math.max(0, timeoutMillis) / 5) * 1_000_000L;
      worker.close(deadline - grace);
      if (ring.tail() == 0 && started.compareAndSet(false, true)) {
        sink.close();
        return true;
      }
      start();
      worker.wake(thread);
      if (!join(deadline - grace)) {
        sink.abort();
      }
    }
    return join(deadline);
  }

  /** The counters as of now. */
  public ExportStats stats() {
    return worker.stats(late.sum());
  }

  private void start() {
    if (started.compareAndSet(false, true)) {
      try {
        thread.start();
      } catch (Throwable noThread) {
        // OutOfMemoryError when the system has no more threads: the next span tries again.
        started.set(false);
      }
    }
  }

  private boolean join(long deadlineNanos) {
    try {
      while (thread.isAlive()) {
        long left = deadlineNanos - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        thread.join(left / 1_000_000L + 1);
      }
      return true;
    } catch (InterruptedException interrupted) {
      sink.abort();
      Thread.currentThread().interrupt();
      return !thread.isAlive();
    }
  }

  private static ThreadGroup rootGroup() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    for (ThreadGroup parent = group; parent != null; parent = parent.getParent()) {
      group = parent;
    }
    return group;
  }
}
