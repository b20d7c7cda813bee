// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Applies the span limits of the settings to values and to attributes of events and links. */
final class Limits {
  private Limits() {}

  static Object shorten(Object value) {
    int max = Tracing.limits().getMaxAttributeValueLength();
    if (max == Integer.MAX_VALUE) {
      return value;
    }
    if (value instanceof String) {
      String text = (String) value;
      return text.length() <= max ? text : text.substring(0, max);
    }
    if (value instanceof List) {
      List<Object> shortened = new ArrayList<>();
      for (Object element : (List<?>) value) {
        shortened.add(shorten(element));
      }
      return shortened;
    }
    return value;
  }

  @SuppressWarnings("unchecked")
  static Attributes apply(Attributes attributes, int max) {
    boolean unlimited = Tracing.limits().getMaxAttributeValueLength() == Integer.MAX_VALUE;
    if (unlimited && attributes.size() <= max) {
      return attributes;
    }
    AttributesBuilder kept = Attributes.builder();
    int count = 0;
    for (Map.Entry<AttributeKey<?>, Object> entry : attributes.asMap().entrySet()) {
      if (count++ == max) {
        break;
      }
      kept.put((AttributeKey<Object>) entry.getKey(), shorten(entry.getValue()));
    }
    return kept.build();
  }
}
