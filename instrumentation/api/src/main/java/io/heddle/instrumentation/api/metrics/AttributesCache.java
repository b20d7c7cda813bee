// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.metrics;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Attributes of one metric, made once for each combination of values and then found without
 * allocation. Bounded: a fixed number of slots, in which a newer combination replaces an older one.
 * Thread-safe.
 */
public final class AttributesCache {
  private static final int SLOTS = 512;

  private final AttributeKey<?>[] keys;
  private final AtomicReferenceArray<@Nullable Slot> slots = new AtomicReferenceArray<>(SLOTS);

  /**
   * @param keys at most seven, in the order in which {@link #get} takes the values
   */
  public AttributesCache(AttributeKey<?>... keys) {
    this.keys = keys.clone();
  }

  /** The attributes with these values; null and keys beyond those given are left out. */
  public Attributes get(
      @Nullable Object v0,
      @Nullable Object v1,
      @Nullable Object v2,
      @Nullable Object v3,
      @Nullable Object v4,
      @Nullable Object v5,
      @Nullable Object v6) {
    int hash = hash(v0);
    hash = 31 * hash + hash(v1);
    hash = 31 * hash + hash(v2);
    hash = 31 * hash + hash(v3);
    hash = 31 * hash + hash(v4);
    hash = 31 * hash + hash(v5);
    hash = 31 * hash + hash(v6);
    int index = (hash ^ (hash >>> 16)) & (SLOTS - 1);
    Slot slot = slots.get(index);
    if (slot != null
        && same(slot.values[0], v0)
        && same(slot.values[1], v1)
        && same(slot.values[2], v2)
        && same(slot.values[3], v3)
        && same(slot.values[4], v4)
        && same(slot.values[5], v5)
        && same(slot.values[6], v6)) {
      return slot.attributes;
    }
    Slot made = new Slot(keys, new @Nullable Object[] {v0, v1, v2, v3, v4, v5, v6});
    slots.set(index, made);
    return made.attributes;
  }

  private static int hash(@Nullable Object value) {
    return value == null ? 0 : value.hashCode();
  }

  private static boolean same(@Nullable Object a, @Nullable Object b) {
    return a == b || (a != null && a.equals(b));
  }

  private static final class Slot {
    final @Nullable Object[] values;
    final Attributes attributes;

    Slot(AttributeKey<?>[] keys, @Nullable Object[] values) {
      this.values = values;
      AttributesBuilder builder = Attributes.builder();
      for (int i = 0; i < keys.length; i++) {
        Object value = values[i];
        if (value != null) {
          put(builder, keys[i], value);
        }
      }
      attributes = builder.build();
    }

    @SuppressWarnings("unchecked")
    private static void put(AttributesBuilder builder, AttributeKey<?> key, Object value) {
      builder.put((AttributeKey<Object>) key, value);
    }
  }
}
