// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;

/** Tells whether the work that began in this process with a context's local root still goes on. */
public final class LocalRoots {
  private LocalRoots() {}

  /**
   * Whether the local root span of this context is open: the first span of its trace in this
   * process, recorded or not. A context without a span, such as one with baggage alone, has no end.
   */
  public static boolean isOpen(Context context) {
    Span span = Span.fromContext(context);
    if (span instanceof RecordedSpan) {
      return ((RecordedSpan) span).localRoot().isRecording();
    }
    if (span instanceof UnrecordedSpan) {
      return ((UnrecordedSpan) span).isOpen();
    }
    return !span.getSpanContext().isValid();
  }
}
