// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry.export;

import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;

/**
 * Where batches of finished spans go. All methods but {@link #abort} are called by one thread at a
 * time, the worker of {@link BatchQueue}.
 */
public interface SpanSink {
  /**
   * Exports a batch and returns when it is done with it; the list is reused by the caller
   * afterwards.
   *
   * @param deadlineNanos when to give up, on the clock of {@link System#nanoTime}
   */
  SinkResult export(List<SpanData> batch, long deadlineNanos);

  /** Gives the sink a turn while there is nothing to export; about once per schedule delay. */
  default void idle() {}

  /**
   * Makes an export that is under way, and every later one, return soon. Called by any thread, any
   * number of times.
   */
  default void abort() {}

  /** Releases what the sink holds; the last call. */
  void close();
}
