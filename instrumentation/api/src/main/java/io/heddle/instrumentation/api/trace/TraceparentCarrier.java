// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.trace;

/** A carrier that takes the W3C header {@code traceparent} as bytes, without a string. */
public interface TraceparentCarrier {
  /** Sets the header from {@link RecordedSpan#writeTraceparent}. */
  void setTraceparent(RecordedSpan span);
}
