// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry;

import io.heddle.agent.telemetry.export.SinkResult;
import io.heddle.agent.telemetry.export.SpanSink;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A sink that exists before the real one: exports wait for it, as long as they may. */
final class LateSink implements SpanSink {
  private final CountDownLatch set = new CountDownLatch(1);
  private volatile @Nullable SpanSink real;

  void set(SpanSink sink) {
    real = sink;
    set.countDown();
  }

  @Override
  public SinkResult export(List<SpanData> batch, long deadlineNanos) {
    SpanSink current = real;
    if (current == null) {
      current = await(deadlineNanos);
    }
    return current == null
        ? SinkResult.failed("the exporter was not ready in time")
        : current.export(batch, deadlineNanos);
  }

  private @Nullable SpanSink await(long deadlineNanos) {
    try {
      set.await(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return real;
  }

  @Override
  public void idle() {
    SpanSink current = real;
    if (current != null) {
      current.idle();
    }
  }

  @Override
  public void abort() {
    set.countDown();
    SpanSink current = real;
    if (current != null) {
      current.abort();
    }
  }

  @Override
  public void close() {
    SpanSink current = real;
    if (current != null) {
      current.close();
    }
  }
}
