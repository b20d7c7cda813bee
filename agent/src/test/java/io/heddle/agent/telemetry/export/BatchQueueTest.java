// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BatchQueueTest {
  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
  private final RecordingSink sink = new RecordingSink();

  /** A sink that keeps the size of each batch and can be held up. */
  private static class RecordingSink implements SpanSink {
    final List<Integer> batches = Collections.synchronizedList(new ArrayList<>());
    final List<String> threads = Collections.synchronizedList(new ArrayList<>());

    @Override
    public SinkResult export(List<SpanData> batch, long deadlineNanos) {
      threads.add(Thread.currentThread().getName());
      batches.add(batch.size());
      return SinkResult.sent();
    }

    @Override
    public void close() {
      threads.add(Thread.currentThread().getName());
    }
  }

  private BatchQueue queue(SpanSink to, int max, int batch, long delay) {
    return new BatchQueue(to, new BatchSettings(max, batch, delay, 30_000), lines::add);
  }

  private static void assertBalanced(ExportStats stats) {
    assertThat(stats.queued).isZero();
    assertThat(stats.sent + stats.rejected + stats.dropped + stats.failed)
        .as(stats.toString())
        .isEqualTo(stats.offered);
  }

  @Test
  void offer_fullBatch_isExportedBeforeTheDelay() throws Exception {
    Semaphore exported = new Semaphore(0);
    BatchQueue queue =
        queue(
            new RecordingSink() {
              @Override
              public SinkResult export(List<SpanData> batch, long deadlineNanos) {
                exported.release(batch.size());
                return SinkResult.sent();
              }
            },
            100,
            10,
            60_000);
    for (SpanData span : TestSpans.spans(10)) {
      assertThat(queue.offer(span)).isTrue();
    }
    assertThat(exported.tryAcquire(10, 10, TimeUnit.SECONDS)).isTrue();
    assertThat(queue.shutdown(5000)).isTrue();
  }

  @Test
  void offer_afterIdle_fullBatchWakesTheWorker() throws Exception {
    BatchQueue queue = queue(sink, 100, 10, 60_000);
    queue.offer(TestSpans.span("first"));
    assertThat(queue.flush(5000)).isTrue();
    Thread.sleep(50);
    TestSpans.spans(10).forEach(queue::offer);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (queue.stats().sent < 11 && System.nanoTime() < end) {
      Thread.sleep(5);
    }
    assertThat(queue.stats().sent).isEqualTo(11);
    assertThat(sink.threads).containsOnly("heddle-export");
    queue.shutdown(5000);
  }

  @Test
  void offer_singleSpan_isExportedAfterTheDelay() throws Exception {
    BatchQueue queue = queue(sink, 100, 50, 100);
    queue.offer(TestSpans.span("one"));
    assertThat(queue.stats().sent).isZero();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (queue.stats().sent < 1 && System.nanoTime() < end) {
      Thread.sleep(5);
    }
    assertThat(queue.stats().sent).isEqualTo(1);
    queue.shutdown(5000);
  }

  @Test
  void constructor_noSpan_startsNoThread() {
    BatchQueue queue = queue(sink, 10, 5, 100);
    assertThat(queue.flush(100)).isTrue();
    assertThat(queue.shutdown(100)).isTrue();
    assertThat(sink.threads).containsExactly(Thread.currentThread().getName());
    assertThat(queue.offer(TestSpans.span("late"))).isFalse();
    assertBalanced(queue.stats());
  }

  @Test
  void offer_overflow_isCountedExactlyAndToldOnce() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    BatchQueue queue =
        queue(
            new RecordingSink() {
              @Override
              public SinkResult export(List<SpanData> batch, long deadlineNanos) {
                entered.countDown();
                try {
                  go.await(20, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                  return SinkResult.failed("interrupted");
                }
                return SinkResult.sent();
              }
            },
            100,
            10,
            60_000);
    TestSpans.spans(10).forEach(queue::offer);
    assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
    int accepted = 0;
    for (SpanData span : TestSpans.spans(250)) {
      accepted += queue.offer(span) ? 1 : 0;
    }
    assertThat(accepted).isEqualTo(100);
    ExportStats full = queue.stats();
    assertThat(full.dropped).isEqualTo(150);
    assertThat(full.queued).isEqualTo(100);
    go.countDown();
    assertThat(queue.shutdown(10_000)).isTrue();
    ExportStats end = queue.stats();
    assertThat(end.sent).isEqualTo(110);
    assertThat(end.dropped).isEqualTo(150);
    assertBalanced(end);
    assertThat(lines).singleElement().asString().contains("150 spans dropped");
  }

  /** A shutdown hook of the application may still make spans. */
  @Test
  void offer_duringShutdown_isCountedButNotTold() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    BatchQueue queue =
        queue(
            new RecordingSink() {
              @Override
              public SinkResult export(List<SpanData> batch, long deadlineNanos) {
                entered.countDown();
                try {
                  go.await(20, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                  return SinkResult.failed("interrupted");
                }
                return SinkResult.sent();
              }
            },
            100,
            10,
            60_000);
    TestSpans.spans(10).forEach(queue::offer);
    Thread hook = new Thread(() -> queue.shutdown(10_000));
    assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
    hook.start();
    int accepted = 10;
    while (queue.offer(TestSpans.span("late"))) {
      accepted++;
      Thread.sleep(100);
    }
    go.countDown();
    hook.join();
    assertThat(queue.stats().dropped).isEqualTo(1);
    assertThat(queue.stats().sent).isEqualTo(accepted);
    assertBalanced(queue.stats());
    assertThat(lines).isEmpty();
  }

  @Test
  void offer_manyThreads_everySpanIsAccountedFor() throws Exception {
    BatchQueue queue =
        queue(
            new RecordingSink() {
              int call;

              @Override
              public SinkResult export(List<SpanData> batch, long deadlineNanos) {
                switch (call++ % 4) {
                  case 0:
                    return SinkResult.failed("no");
                  case 1:
                    return SinkResult.partial(3, "three");
                  case 2:
                    throw new OutOfMemoryError("pretended");
                  default:
                    return SinkResult.sent();
                }
              }
            },
            256,
            32,
            20);
    Thread[] threads = new Thread[4];
    for (int i = 0; i < threads.length; i++) {
      List<SpanData> mine = TestSpans.spans(5000);
      threads[i] = new Thread(() -> mine.forEach(queue::offer));
      threads[i].start();
    }
    threads[0].join();
    assertThat(queue.shutdown(10_000)).isTrue();
    for (Thread thread : threads) {
      thread.join();
    }
    ExportStats stats = queue.stats();
    assertThat(stats.offered).isEqualTo(20_000);
    assertThat(stats.sent).isPositive();
    assertThat(stats.failed).isPositive();
    assertThat(stats.rejected).isPositive();
    assertBalanced(stats);
  }

  @Test
  void export_throwsAnything_workerSurvives() {
    BatchQueue queue =
        queue(
            new RecordingSink() {
              int call;

              @Override
              public SinkResult export(List<SpanData> batch, long deadlineNanos) {
                Thread.currentThread().interrupt();
                if (call++ == 0) {
                  throw new StackOverflowError("first");
                }
                return SinkResult.sent();
              }

              @Override
              public void idle() {
                throw new IllegalStateException("idle");
              }

              @Override
              public void close() {
                throw new IllegalStateException("close");
              }
            },
            10,
            5,
            10);
    queue.offer(TestSpans.span("1"));
    assertThat(queue.flush(5000)).isTrue();
    assertThat(queue.stats().failed).isEqualTo(1);
    assertThat(queue.stats().lastError).contains("StackOverflowError");
    assertThat(queue.stats().lastErrorMillis)
        .isCloseTo(System.currentTimeMillis(), org.assertj.core.api.Assertions.within(60_000L));
    queue.offer(TestSpans.span("2"));
    assertThat(queue.flush(5000)).isTrue();
    assertThat(queue.stats().sent).isEqualTo(1);
    assertThat(queue.shutdown(5000)).isTrue();
    assertBalanced(queue.stats());
  }

  @Test
  void flush_slowSink_returnsInTime() {
    BatchQueue queue = queue(new StuckSink(), 10, 5, 10);
    queue.offer(TestSpans.span("1"));
    long start = System.nanoTime();
    assertThat(queue.flush(200)).isFalse();
    assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(3));
    queue.shutdown(200);
  }

  @Test
  void shutdown_sinkThatNeverReturns_isBoundedAndAborts() throws Exception {
    StuckSink stuck = new StuckSink();
    BatchQueue queue = queue(stuck, 100, 5, 10);
    TestSpans.spans(50).forEach(queue::offer);
    long start = System.nanoTime();
    assertThat(queue.shutdown(1000)).as("aborted within the time").isTrue();
    assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isBetween(500L, 5000L);
    ExportStats stats = queue.stats();
    assertThat(stats.failed).isEqualTo(50);
    assertBalanced(stats);
    assertThat(queue.shutdown(1000)).isTrue();
  }

  @Test
  void shutdown_deafSink_returnsWithoutIt() {
    CountDownLatch never = new CountDownLatch(1);
    BatchQueue queue =
        queue(
            new RecordingSink() {
              @Override
              public SinkResult export(List<SpanData> batch, long deadlineNanos) {
                try {
                  never.await(20, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
                return SinkResult.sent();
              }
            },
            100,
            5,
            10);
    queue.offer(TestSpans.span("1"));
    long start = System.nanoTime();
    assertThat(queue.shutdown(300)).isFalse();
    assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isLessThan(2000);
    never.countDown();
  }

  /** A sink that blocks until aborted. */
  private static final class StuckSink extends RecordingSink {
    private final CountDownLatch aborted = new CountDownLatch(1);

    @Override
    public SinkResult export(List<SpanData> batch, long deadlineNanos) {
      try {
        aborted.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return SinkResult.failed("aborted");
    }

    @Override
    public void abort() {
      aborted.countDown();
    }
  }
}
