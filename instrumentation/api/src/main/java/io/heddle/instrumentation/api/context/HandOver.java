// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.context;

import io.heddle.instrumentation.api.WeakIdentityMap;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
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
  private static final int SLOTS = 1 << 12;

  /** Slots that are tried for one key; neighbours, most often in one cache line. */
  private static final int TRIED = 4;

  /** Key of a slot that is being filled or freed. */
  private static final Object BUSY = new Object();

  private static final int IDLE = 0;
  private static final int CHECKED = 1;
  private static final int IN_USE = 2;

  private static final List<HandOver<?>> ALL = new CopyOnWriteArrayList<>();

  /**
   * The key of slot {@code i} at {@code 2 * i}, its value behind it: written while the slot is
   * busy, published by the write of the key.
   */
  private final AtomicReferenceArray<@Nullable Object> table =
      new AtomicReferenceArray<>(2 * SLOTS);

  /** Identity hash codes of the keys that the last sweep saw. */
  private final int[] seen = new int[SLOTS];

  private final WeakIdentityMap<Object, V> late;

  /**
   * {@link #IDLE} only while nothing is remembered: then a look-up costs one read of a field that
   * nobody writes, and above all no identity hash code, which is some 30 ns for an object that has
   * none yet.
   */
  private final AtomicInteger use = new AtomicInteger();

  public HandOver() {
    this(WeakIdentityMap.CAPACITY);
  }

  /**
   * @param capacity most values that are remembered for long
   */
  public HandOver(int capacity) {
    late = new WeakIdentityMap<>(capacity);
    ALL.add(this);
  }

  /** Remembers one value more for this key. */
  public void put(Object key, V value) {
    int first = first(key);
    for (int i = 0; i < TRIED; i++) {
      if (store(first ^ (i << 1), key, value)) {
        inUse();
        return;
      }
    }
    for (int i = 0; i < TRIED; i++) {
      int at = first ^ (i << 1);
      Object holder = table.get(at);
      if (isOver(holder) && take(at, holder) != null && store(at, key, value)) {
        inUse();
        return;
      }
    }
    late.add(key, value);
    inUse();
  }

  /** Remembers this value for a key that has one at most, in place of any other. */
  public void replace(Object key, V value) {
    if (use.get() != IDLE) {
      V before = get(key);
      if (before == value) {
        return;
      }
      if (before != null) {
        remove(key);
      }
    }
    put(key, value);
  }

  /** Forgets one value of this key and gives it, or null when there is none. */
  public @Nullable V remove(Object key) {
    if (use.get() == IDLE) {
      return null;
    }
    int first = first(key);
    for (int i = 0; i < TRIED; i++) {
      V value = take(first ^ (i << 1), key);
      if (value != null) {
        return value;
      }
    }
    return late.remove(key);
  }

  /** A value of this key, which stays, or null. */
  public @Nullable V get(Object key) {
    if (use.get() == IDLE) {
      return null;
    }
    int first = first(key);
    for (int i = 0; i < TRIED; i++) {
      V value = read(first ^ (i << 1), key);
      if (value != null) {
        return value;
      }
    }
    return late.get(key);
  }

  /** Number of values that are remembered; exact while nothing changes. */
  public int size() {
    int size = late.size();
    for (int i = 0; i < SLOTS; i++) {
      size += table.get(2 * i) == null ? 0 : 1;
    }
    return size;
  }

  /** Moves to the weak map what has not been taken since the last sweep. One thread at a time. */
  static void sweepAll() {
    for (HandOver<?> each : ALL) {
      each.sweep();
    }
  }

  private void inUse() {
    if (use.get() != IN_USE) {
      use.set(IN_USE);
    }
  }

  private void sweep() {
    if (use.get() == IDLE) {
      return;
    }
    // A put sets IN_USE after it has claimed a slot: either it is seen below, or the last line of
    // this method finds that it is no longer CHECKED. In between every look-up looks.
    use.set(CHECKED);
    boolean empty = true;
    for (int i = 0; i < SLOTS; i++) {
      Object key = table.get(2 * i);
      empty &= key == null;
      int hash = key == null || key == BUSY ? 0 : System.identityHashCode(key);
      if (isOver(key)) {
        take(2 * i, key);
      } else if (key == null || hash == 0 || hash != seen[i]) {
        seen[i] = hash;
      } else {
        seen[i] = 0;
        move(2 * i, key);
      }
    }
    if (empty && late.size() == 0) {
      use.compareAndSet(CHECKED, IDLE);
    }
  }

  /** Whether nobody will ask for this key: a thread that has ended, most of which never ask. */
  private static boolean isOver(@Nullable Object key) {
    return key instanceof Thread && ((Thread) key).getState() == Thread.State.TERMINATED;
  }

  /** The key is in both places for a moment, so that whoever asks finds it in one. */
  private void move(int at, Object key) {
    V value = read(at, key);
    if (value == null) {
      return;
    }
    late.add(key, value);
    V taken = take(at, key);
    if (taken != value) {
      late.remove(key);
      if (taken != null) {
        late.add(key, taken);
      }
    }
  }

  private boolean store(int at, Object key, V value) {
    if (table.get(at) != null || !table.compareAndSet(at, null, BUSY)) {
      return false;
    }
    table.lazySet(at + 1, value);
    table.lazySet(at, key);
    return true;
  }

  private @Nullable V take(int at, Object key) {
    if (table.get(at) != key || !table.compareAndSet(at, key, BUSY)) {
      return null;
    }
    V value = HandOver.<V>cast(table.get(at + 1));
    table.lazySet(at + 1, null);
    table.lazySet(at, null);
    return value;
  }

  private @Nullable V read(int at, Object key) {
    if (table.get(at) != key) {
      return null;
    }
    V value = HandOver.<V>cast(table.get(at + 1));
    return table.get(at) == key ? value : null;
  }

  private static int first(Object key) {
    return (System.identityHashCode(key) & (SLOTS - 1)) << 1;
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T> @Nullable T cast(@Nullable Object value) {
    return (T) value;
  }
}
