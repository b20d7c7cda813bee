// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry.export;

import org.jspecify.annotations.Nullable;

/**
 * What became of one batch: every span of it was taken, some were rejected, or none arrived.
 * Immutable.
 */
public final class SinkResult {
  private static final SinkResult SENT = new SinkResult(false, 0, null);

  private final boolean failed;
  private final long rejected;
  private final @Nullable String message;

  private SinkResult(boolean failed, long rejected, @Nullable String message) {
    this.failed = failed;
    this.rejected = rejected;
    this.message = message;
  }

  /** All spans were taken. */
  public static SinkResult sent() {
    return SENT;
  }

  /**
   * The batch was taken but for {@code rejected} of its spans; 0 with a message is a warning of the
   * receiver (OTLP, partial success).
   */
  public static SinkResult partial(long rejected, String message) {
    return new SinkResult(false, Math.max(0, rejected), message);
  }

  /** Nothing of the batch arrived, and it is not tried again. */
  public static SinkResult failed(String message) {
    return new SinkResult(true, 0, message);
  }

  /** Whether the whole batch is lost. */
  public boolean isFailed() {
    return failed;
  }

  /** Number of spans that the receiver took and threw away. */
  public long rejected() {
    return rejected;
  }

  /** What the receiver, or the way to it, had to say. */
  public @Nullable String message() {
    return message;
  }
}
