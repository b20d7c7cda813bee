// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import org.jspecify.annotations.Nullable;

/** The root context with one span in it, in half of the memory. */
final class SpanOnly implements Context {
  private static final ContextKey<?> KEY = KeyFinder.find();

  private final Span span;

  SpanOnly(Span span) {
    this.span = span;
  }

  @Override
  @SuppressWarnings("unchecked")
  public <V> @Nullable V get(ContextKey<V> key) {
    return key == KEY ? (V) span : null;
  }

  @Override
  public <V> Context with(ContextKey<V> key, V value) {
    return key == KEY ? new SpanOnly((Span) value) : Context.root().with(span).with(key, value);
  }

  @Override
  public String toString() {
    return "{" + KEY + "=" + span + "}";
  }

  /** The API keeps the key of the span to itself, but a span tells it to any context. */
  private static final class KeyFinder implements Context {
    private @Nullable ContextKey<?> found;

    static ContextKey<?> find() {
      KeyFinder finder = new KeyFinder();
      Span.getInvalid().storeInContext(finder);
      ContextKey<?> key = finder.found;
      if (key == null) {
        throw new IllegalStateException("a span is stored in another way");
      }
      return key;
    }

    @Override
    public <V> @Nullable V get(ContextKey<V> key) {
      return null;
    }

    @Override
    public <V> Context with(ContextKey<V> key, V value) {
      found = key;
      return this;
    }
  }
}
