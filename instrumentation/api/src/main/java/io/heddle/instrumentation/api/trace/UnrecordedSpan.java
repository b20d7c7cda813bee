// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A local root span that is not recorded: it carries its identity and knows whether it is open.
 * Thread-safe.
 */
final class UnrecordedSpan implements Span {
  private final SpanContext context;
  private final boolean excluded;
  private volatile boolean open = true;

  UnrecordedSpan(SpanContext context, boolean excluded) {
    this.context = context;
    this.excluded = excluded;
  }

  /** Whether the settings leave it out, and with it all that follows, whatever a sampler says. */
  boolean isExcluded() {
    return excluded;
  }

  boolean isOpen() {
    return open;
  }

  @Override
  public SpanContext getSpanContext() {
    return context;
  }

  @Override
  public boolean isRecording() {
    return false;
  }

  @Override
  public void end() {
    open = false;
  }

  @Override
  public void end(long timestamp, TimeUnit unit) {
    open = false;
  }

  @Override
  public <T> Span setAttribute(AttributeKey<T> key, @Nullable T value) {
    return this;
  }

  @Override
  public Span addEvent(String name, Attributes attributes) {
    return this;
  }

  @Override
  public Span addEvent(String name, Attributes attributes, long timestamp, TimeUnit unit) {
    return this;
  }

  @Override
  public Span setStatus(StatusCode statusCode, String description) {
    return this;
  }

  @Override
  public Span recordException(Throwable exception, Attributes additionalAttributes) {
    return this;
  }

  @Override
  public Span updateName(String name) {
    return this;
  }
}
