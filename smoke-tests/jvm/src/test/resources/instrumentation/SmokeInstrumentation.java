package io.heddle.instrumentation.smoke;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.Scopes;
import io.heddle.instrumentation.api.trace.RecordedSpan;
import io.heddle.instrumentation.api.trace.Tracing;
import io.heddle.shaded.bytebuddy.asm.Advice;
import io.heddle.shaded.opentelemetry.api.trace.SpanKind;
import io.heddle.shaded.opentelemetry.context.Context;

/** Compiled against the packaged jar and added to a copy of it. */
public final class SmokeInstrumentation extends Instrumentation {
  public SmokeInstrumentation() {
    super("smoke", onType("io.heddle.smoke.jvm.Work"));
    advise(method("traced"), "TracedAdvice");
    advise(method("hostile"), "HostileAdvice");
  }

  public static final class TracedAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static Object onEnter() {
      return Tracing.begin(Context.current(), Scopes.of("smoke"), "traced", SpanKind.INTERNAL);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter Object span) {
      if (span != null) {
        ((RecordedSpan) span).end();
      }
    }
  }

  public static final class HostileAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter() {
      throw new IllegalStateException("thrown by advice");
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit() {
      throw new StackOverflowError("thrown by advice");
    }
  }
}
