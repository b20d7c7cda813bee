// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Attributes over an array of alternating keys and values, in the order they were set. */
final class FlatAttributes implements Attributes {
  private final @Nullable Object[] pairs;
  private final int length;

  /**
   * @param pairs keys at even, values at odd positions; not copied, and no longer changed
   * @param length number of array elements in use
   */
  FlatAttributes(@Nullable Object[] pairs, int length) {
    this.pairs = pairs;
    this.length = length;
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T> @Nullable T get(AttributeKey<T> key) {
    for (int i = 0; i < length; i += 2) {
      if (key.equals(pairs[i])) {
        return (T) pairs[i + 1];
      }
    }
    return null;
  }

  @Override
  public void forEach(BiConsumer<? super AttributeKey<?>, ? super Object> consumer) {
    for (int i = 0; i < length; i += 2) {
      Object key = pairs[i];
      Object value = pairs[i + 1];
      if (key != null && value != null) {
        consumer.accept((AttributeKey<?>) key, value);
      }
    }
  }

  @Override
  public int size() {
    return length / 2;
  }

  @Override
  public boolean isEmpty() {
    return length == 0;
  }

  @Override
  public Map<AttributeKey<?>, Object> asMap() {
    Map<AttributeKey<?>, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < length; i += 2) {
      Object key = pairs[i];
      Object value = pairs[i + 1];
      if (key != null && value != null) {
        map.put((AttributeKey<?>) key, value);
      }
    }
    return Collections.unmodifiableMap(map);
  }

  @Override
  public AttributesBuilder toBuilder() {
    return Attributes.builder().putAll(this);
  }

  @Override
  public String toString() {
    return asMap().toString();
  }
}
