// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.springscheduling;

import io.heddle.instrumentation.api.Scopes;
import io.heddle.instrumentation.api.WeakIdentityMap;
import io.heddle.instrumentation.api.trace.RecordedSpan;
import io.heddle.instrumentation.api.trace.Tracing;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import java.lang.reflect.UndeclaredThrowableException;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.ScheduledMethodRunnable;

/** One run of a scheduled task, as a span. Used by the thread that runs it. */
final class ScheduledRun {
  private static final InstrumentationScopeInfo SCOPE = Scopes.of("spring-scheduling");
  private static final AttributeKey<String> FUNCTION = AttributeKey.stringKey("code.function.name");
  private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
  private static final String LAMBDA = "$$Lambda";

  private static final ContextKey<ScheduledRun> CURRENT = ContextKey.named("heddle-scheduled-run");

  /** Tasks that were registered, which may be any object. */
  private static final WeakIdentityMap<Object, Boolean> REGISTERED = new WeakIdentityMap<>();

  /** Spring's objects around such tasks; not with the task's type, which would hold its loader. */
  private static final WeakIdentityMap<Object, Name> AROUND = new WeakIdentityMap<>();

  private final @Nullable RecordedSpan span;
  private final Context context;
  private final boolean localRoot;
  private final Scope scope;
  private @Nullable Throwable failure;

  private ScheduledRun(@Nullable RecordedSpan span, Context context, boolean localRoot) {
    this.span = span;
    this.context = context;
    this.localRoot = localRoot;
    scope = context.with(CURRENT, this).makeCurrent();
  }

  /** Learns that this is a scheduled task; one that is annotated is known by its type. */
  static void registered(@Nullable Object task) {
    if (task != null && !(task instanceof ScheduledMethodRunnable)) {
      REGISTERED.put(task, Boolean.TRUE);
    }
  }

  static boolean isRegistered(@Nullable Object task) {
    return task != null && REGISTERED.get(task) != null;
  }

  /** Learns that this object will run a scheduled task. */
  static void around(Object around, @Nullable Object task) {
    if (task != null && !(task instanceof ScheduledMethodRunnable)) {
      AROUND.put(around, new Name(task.getClass(), "run"));
    }
  }

  /** The run of a task that is no method, or null when this object is around none. */
  static @Nullable ScheduledRun startAround(Object around) {
    Name name = AROUND.get(around);
    return name == null ? null : start(name);
  }

  /** Tells the run that goes on why it fails. */
  static void failing(@Nullable Throwable thrown) {
    ScheduledRun run = Context.current().get(CURRENT);
    if (run != null && run.failure == null) {
      run.failure = thrown;
    }
  }

  static ScheduledRun start(Class<?> type, String method) {
    return start(new Name(type, method));
  }

  private static ScheduledRun start(Name name) {
    Context parent = Context.current();
    RecordedSpan span = Tracing.begin(parent, SCOPE, name.span, SpanKind.INTERNAL, null);
    if (span == null) {
      Context unrecorded = Tracing.unrecorded(parent, SpanKind.INTERNAL);
      return new ScheduledRun(null, unrecorded, unrecorded != parent);
    }
    span.put(FUNCTION, name.function);
    return new ScheduledRun(span, span.in(parent), false);
  }

  void end(@Nullable Throwable thrown) {
    scope.close();
    if (span == null) {
      if (localRoot) {
        Tracing.endUnrecorded(context);
      }
      return;
    }
    Throwable told = failure == null ? thrown : failure;
    if (told != null) {
      Throwable cause = told.getCause();
      Throwable error =
          told instanceof UndeclaredThrowableException && cause != null ? cause : told;
      span.setAttribute(ERROR, error.getClass().getName());
      span.setError();
      span.recordException(error);
    }
    span.end();
  }

  /** What a method is called in its span. */
  private static final class Name {
    final String span;
    final String function;

    Name(Class<?> type, String method) {
      span = simpleName(type) + "." + method;
      function = type.getName() + "." + method;
    }

    /**
     * The name without its package; of a lambda only what is the same in every run of the program.
     */
    private static String simpleName(Class<?> type) {
      String name = type.getName();
      int lambda = name.indexOf(LAMBDA);
      if (lambda >= 0) {
        name = name.substring(0, lambda + LAMBDA.length());
      } else if (!type.isAnonymousClass()) {
        return type.getSimpleName();
      }
      return name.substring(name.lastIndexOf('.') + 1);
    }
  }
}
