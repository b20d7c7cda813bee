// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry.otlp;

/** What one attempt, or all attempts, to deliver a request came to. Immutable. */
public final class OtlpResult {
  /** The four outcomes that OTLP tells apart. */
  public enum Kind {
    /** Taken as a whole. */
    SENT,
    /** Taken, but for {@link #rejected} items; with none rejected, a warning. Never sent again. */
    PARTIAL,
    /** Not taken; may be sent again after {@link #retryAfterMillis}. */
    RETRYABLE,
    /** Not taken, and must not be sent again. */
    REFUSED
  }

  private static final OtlpResult SENT = new OtlpResult(Kind.SENT, 0, -1, "");

  private final Kind kind;
  private final long rejected;
  private final long retryAfterMillis;
  private final String message;

  private OtlpResult(Kind kind, long rejected, long retryAfterMillis, String message) {
    this.kind = kind;
    this.rejected = rejected;
    this.retryAfterMillis = retryAfterMillis;
    this.message = message;
  }

  static OtlpResult sent() {
    return SENT;
  }

  static OtlpResult partial(long rejected, String message) {
    return new OtlpResult(Kind.PARTIAL, Math.max(0, rejected), -1, message);
  }

  static OtlpResult retryable(String message) {
    return new OtlpResult(Kind.RETRYABLE, 0, -1, message);
  }

  static OtlpResult retryable(String message, long afterMillis) {
    return new OtlpResult(Kind.RETRYABLE, 0, afterMillis, message);
  }

  static OtlpResult refused(String message) {
    return new OtlpResult(Kind.REFUSED, 0, -1, message);
  }

  /** Which of the four. */
  public Kind kind() {
    return kind;
  }

  /** Whether the receiver took the request, wholly or in part. */
  public boolean isDelivered() {
    return kind == Kind.SENT || kind == Kind.PARTIAL;
  }

  /** Number of spans or data points that the receiver threw away; 0 unless partial. */
  public long rejected() {
    return rejected;
  }

  /** How long the receiver asks to wait, in milliseconds; -1 when it did not say. */
  public long retryAfterMillis() {
    return retryAfterMillis;
  }

  /** The receiver's words, or what went wrong on the way; empty when sent. */
  public String message() {
    return message;
  }

  @Override
  public String toString() {
    return kind + (message.isEmpty() ? "" : ": " + message);
  }
}
