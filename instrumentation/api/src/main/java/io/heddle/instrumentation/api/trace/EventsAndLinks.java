// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.trace;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import java.util.ArrayList;
import java.util.List;

/** Events and links of a span, which most spans have none of. Guarded by the lock of the span. */
final class EventsAndLinks {
  private final List<EventData> events = new ArrayList<>(2);
  private final List<LinkData> links = new ArrayList<>(0);
  private int eventsSeen;
  private int linksSeen;

  void add(EventData event) {
    eventsSeen++;
    if (eventsSeen <= Tracing.limits().getMaxNumberOfEvents()) {
      events.add(event);
    }
  }

  void add(SpanContext target, Attributes attributes) {
    linksSeen++;
    if (linksSeen <= Tracing.limits().getMaxNumberOfLinks()) {
      int max = Tracing.limits().getMaxNumberOfAttributesPerLink();
      links.add(LinkData.create(target, Limits.apply(attributes, max), attributes.size()));
    }
  }

  /**
   * @param ended whether the list will not change any more
   */
  List<EventData> events(boolean ended) {
    return ended ? events : new ArrayList<>(events);
  }

  /**
   * @param ended whether the list will not change any more
   */
  List<LinkData> links(boolean ended) {
    return ended ? links : new ArrayList<>(links);
  }

  int eventsSeen() {
    return eventsSeen;
  }

  int linksSeen() {
    return linksSeen;
  }
}
