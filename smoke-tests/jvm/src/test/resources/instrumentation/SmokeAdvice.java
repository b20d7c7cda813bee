package io.heddle.instrumentation.smoke;

import io.heddle.instrumentation.api.Scopes;
import io.heddle.instrumentation.api.trace.RecordedSpan;
import io.heddle.instrumentation.api.trace.Tracing;
import io.heddle.shaded.opentelemetry.api.trace.SpanKind;
import io.heddle.shaded.opentelemetry.context.Context;

/** Advice as it is in the packaged jar: compiled against it, with relocated names, and added to a copy of it. */
public final class SmokeAdvice {
  /** A span of one call. */
  public static final class Traced {
    public static Object onEnter() {
      return Tracing.begin(Context.current(), Scopes.of("smoke"), "traced", SpanKind.INTERNAL, null);
    }

    public static void onExit(Object span) {
      if (span != null) {
        ((RecordedSpan) span).end();
      }
    }
  }

  /** Throws whenever it is called. */
  public static final class Hostile {
    public static void onEnter() {
      throw new IllegalStateException("thrown by advice");
    }

    public static void onExit() {
      throw new StackOverflowError("thrown by advice");
    }
  }
}
