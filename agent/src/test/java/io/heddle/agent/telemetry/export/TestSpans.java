// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry.export;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.List;

/** Finished spans of the real SDK. */
public final class TestSpans {
  public static final Tracer TRACER =
      SdkTracerProvider.builder()
          .setResource(Resource.create(Attributes.builder().put("service.name", "shop").build()))
          .addSpanProcessor(new Recording())
          .build()
          .get("test-scope", "1.0");

  private TestSpans() {}

  public static SpanData span(String name) {
    Span span = TRACER.spanBuilder(name).setNoParent().startSpan();
    span.setAttribute("text", "grün €");
    span.setAttribute("number", 42);
    return finish(span);
  }

  public static List<SpanData> spans(int count) {
    List<SpanData> spans = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      spans.add(span("span " + i));
    }
    return spans;
  }

  static Span start(String name, Span parent) {
    return TRACER.spanBuilder(name).setParent(Context.root().with(parent)).startSpan();
  }

  static SpanData finish(Span span) {
    span.end();
    return ((ReadableSpan) span).toSpanData();
  }

  /** Makes the SDK record: without a processor its spans are no-ops. */
  private static final class Recording implements SpanProcessor {
    @Override
    public void onStart(Context parent, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
      return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {}

    @Override
    public boolean isEndRequired() {
      return true;
    }
  }
}
