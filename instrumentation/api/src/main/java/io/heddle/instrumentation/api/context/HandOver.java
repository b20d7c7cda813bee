// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.context;

import io.heddle.instrumentation.api.WeakIdentityMap;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered about an object from the place that gives it away to the place that takes it,
 * most often a task from its submission to its run.
 *
 * <p>Most hand-overs end within microseconds, so they go through a small table with strong
 * references: no allocation, no lock. What is still there after {@link #sweepAll} has seen it
 * twice, or finds no slot, goes to a {@link WeakIdentityMap}, where it lasts as long as its key:
 * nothing is kept of a task that never runs.
 *
 * <p>Thread-safe. The same key may be put several times, as one task object may be submitted
 * several times; each {@link #remove} takes one of its values.
 *
 * @param <V> type of what is remembered
 */
public final class HandOver<V> {
  private static final int SLOTS = 1 << 11;

  /** Key of a slot that is being filled or freed. */
  private static final Object BUSY = new Object();

  private static final List<HandOver<?>> ALL = new CopyOnWriteArrayList<>();

  private final AtomicReferenceArray<@Nullable Object> keys = new AtomicReferenceArray<>(SLOTS);

  /** Written while the slot is busy; published by the write of its key. */
  private final @Nullable Object[] values = new Object[SLOTS];

  /** Identity hash codes of the keys that the last sweep saw. */
  private final int[] seen = new int[SLOTS];

  private final WeakIdentityMap<Object, V> late = new WeakIdentityMap<>();

  public HandOver() {
    ALL.add(this);
  }

  /** Remembers one value more for this key. */
  public void put(Object key, V value) {
    int slot = slot(key);
    if (!store(slot, key, value) && !store(slot ^ 1, key, value)) {
      late.add(key, value);
    }
  }

  /** Forgets one value of this key and gives it, or null when there is none. */
  public @Nullable V remove(Object key) {
    int slot = slot(key);
    V value = take(slot, key);
    if (value == null) {
      value = take(slot ^ 1, key);
    }
    return value != null ? value : late.remove(key);
  }

  /** A value of this key, which stays, or null. */
  public @Nullable V get(Object key) {
    int slot = slot(key);
    V value = read(slot, key);
    if (value == null) {
      value = read(slot ^ 1, key);
    }
    return value != null ? value : late.get(key);
  }

  /** Number of values that are remembered; exact while nothing changes. */
  public int size() {
    int size = late.size();
    for (int i = 0; i < SLOTS; i++) {
      size += keys.get(i) == null ? 0 : 1;
    }
    return size;
  }

  /** Moves to the weak map what has not been taken since the last sweep. One thread at a time. */
  public static void sweepAll() {
    for (HandOver<?> each : ALL) {
      each.sweep();
    }
  }

  private void sweep() {
    for (int i = 0; i < SLOTS; i++) {
      Object key = keys.get(i);
      int hash = key == null || key == BUSY ? 0 : System.identityHashCode(key);
      if (key == null || hash == 0 || hash != seen[i]) {
        seen[i] = hash;
      } else {
        seen[i] = 0;
        move(i, key);
      }
    }
  }

  /** The key is in both places for a moment, so that whoever asks finds it in one. */
  private void move(int slot, Object key) {
    V value = read(slot, key);
    if (value == null) {
      return;
    }
    late.add(key, value);
    V taken = take(slot, key);
    if (taken != value) {
      late.remove(key);
      if (taken != null) {
        late.add(key, taken);
      }
    }
  }

  private boolean store(int slot, Object key, V value) {
    if (keys.get(slot) != null || !keys.compareAndSet(slot, null, BUSY)) {
      return false;
    }
    values[slot] = value;
    keys.lazySet(slot, key);
    return true;
  }

  private @Nullable V take(int slot, Object key) {
    if (keys.get(slot) != key || !keys.compareAndSet(slot, key, BUSY)) {
      return null;
    }
    V value = HandOver.<V>cast(values[slot]);
    values[slot] = null;
    keys.lazySet(slot, null);
    return value;
  }

  private @Nullable V read(int slot, Object key) {
    if (keys.get(slot) != key) {
      return null;
    }
    V value = HandOver.<V>cast(values[slot]);
    return keys.get(slot) == key ? value : null;
  }

  private static int slot(Object key) {
    return System.identityHashCode(key) & (SLOTS - 1);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T> @Nullable T cast(@Nullable Object value) {
    return (T) value;
  }
}
