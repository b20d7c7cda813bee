// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.context;

import io.opentelemetry.context.Context;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The contexts of the tasks that one worker of a {@code ForkJoinPool} forked, until they run: a
 * stack beside the worker's own queue. A worker takes most of its tasks back itself, the last one
 * first, so that one comparison finds the context: no identity hash code, which is some 30 ns for
 * an object that has none yet, and no atomic write. Only for a task that another worker stole the
 * stacks of all are searched.
 *
 * <p>Only the worker pushes. Whoever runs a task takes its context, once: the pool orders what was
 * written before a fork before the task's run, so no entry is ever contended.
 */
final class ForkedTasks {
  /** In place of a context, for a task that was forked in none. */
  static final Object NONE = new Object();

  private static final int SLOTS = 1 << 10;

  /** Slots at the top where a worker looks for its own task before it looks from the bottom. */
  private static final int NEWEST = 4;

  private static final int IDLE = 0;
  private static final int CHECKED = 1;
  private static final int IN_USE = 2;

  /** {@link #IDLE} only while no stack has a context, so that a look-up costs one read. */
  private static final AtomicInteger USE = new AtomicInteger();

  /** A bit for each class of which a task was ever forked, by its hash code. */
  private static final AtomicLong CLASSES = new AtomicLong();

  private static final Object LOCK = new Object();
  private static volatile ForkedTasks[] all = new ForkedTasks[0];

  private final Thread owner;

  /**
   * The task of slot {@code i} at {@code 2 * i}, its context behind it: written before the task,
   * and cleared before it.
   */
  private final AtomicReferenceArray<@Nullable Object> table =
      new AtomicReferenceArray<>(2 * SLOTS);

  /** Slots from here on are free. Written by the owner alone, as is the next. */
  private final AtomicInteger top = new AtomicInteger();

  /** Slots before this one are free. */
  private final AtomicInteger bottom = new AtomicInteger();

  /** Class of the last task that got a context here. The owner's alone. */
  private @Nullable Class<?> last;

  /** Identity hash codes of the tasks that the last sweep saw. */
  private int @Nullable [] seen;

  private ForkedTasks(Thread owner) {
    this.owner = owner;
  }

  /** The stack of a worker that has none yet. */
  static ForkedTasks of(Thread worker) {
    ForkedTasks made = new ForkedTasks(worker);
    synchronized (LOCK) {
      ForkedTasks[] more = Arrays.copyOf(all, all.length + 1);
      more[more.length - 1] = made;
      all = more;
    }
    return made;
  }

  /** Whether any task may have a context here. */
  static boolean isInUse() {
    return USE.get() != IDLE;
  }

  /**
   * Remembers a context, or {@link #NONE}. For the owner.
   *
   * @return false when there is no room
   */
  boolean push(Object task, Object context) {
    int low = bottom.get();
    int at = top.get();
    while (at > low && table.get(2 * at - 2) == null) {
      at--;
    }
    if (at == low && low > 0) {
      bottom.lazySet(0);
      at = 0;
    }
    if (at == SLOTS) {
      return false;
    }
    table.lazySet(2 * at + 1, context);
    table.lazySet(2 * at, task);
    top.lazySet(at + 1);
    if (context != NONE) {
      if (task.getClass() != last) {
        last = task.getClass();
        addClass(bit(task));
      }
      if (USE.get() != IN_USE) {
        USE.set(IN_USE);
      }
    }
    return true;
  }

  /**
   * Forgets the context of a task that is about to run on this thread, and gives it.
   *
   * @param own the stack of this thread, if it has one
   * @return a context, {@link #NONE}, or null when nothing is known of the task
   */
  static @Nullable Object take(@Nullable ForkedTasks own, Object task) {
    if (own != null) {
      Object context = own.takeOwn(task);
      if (context != null) {
        return context;
      }
    }
    if ((CLASSES.get() & bit(task)) == 0) {
      return null;
    }
    for (ForkedTasks other : all) {
      Object context = other == own ? null : other.takeFrom(other.bottom.get(), task);
      if (context != null) {
        return context;
      }
    }
    return null;
  }

  private @Nullable Object takeOwn(Object task) {
    int end = top.get();
    int low = bottom.get();
    for (int i = end - 1; i >= low && i >= end - NEWEST; i--) {
      if (table.get(2 * i) == task) {
        Object context = clear(i);
        if (i == end - 1) {
          top.lazySet(i);
        }
        return context;
      }
    }
    while (low < end && table.get(2 * low) == null) {
      low++;
    }
    bottom.lazySet(low);
    return takeFrom(low, task);
  }

  private @Nullable Object takeFrom(int low, Object task) {
    int end = top.get();
    for (int i = low; i < end; i++) {
      if (table.get(2 * i) == task) {
        return clear(i);
      }
    }
    return null;
  }

  private @Nullable Object clear(int at) {
    Object context = table.get(2 * at + 1);
    table.lazySet(2 * at + 1, null);
    table.lazySet(2 * at, null);
    return context;
  }

  private static long bit(Object task) {
    // The class has its hash code already, but for the first of its tasks.
    return 1L << (System.identityHashCode(task.getClass()) & 63);
  }

  private static void addClass(long bit) {
    long before = CLASSES.get();
    while ((before & bit) == 0 && !CLASSES.compareAndSet(before, before | bit)) {
      before = CLASSES.get();
    }
  }

  /**
   * Moves to the table what two sweeps have seen, and what workers left that have ended, so that no
   * task is kept here that never runs. One thread at a time.
   */
  static void sweepAll(HandOver<Context> table) {
    if (USE.get() == IDLE) {
      return;
    }
    // Whoever pushes after this says so, and what was pushed before is seen by the next sweep.
    boolean quiet = !USE.compareAndSet(IN_USE, CHECKED);
    boolean empty = true;
    for (ForkedTasks each : all) {
      boolean ended = each.owner.getState() == Thread.State.TERMINATED;
      empty &= each.sweep(table, ended);
      if (ended) {
        forget(each);
      }
    }
    if (quiet && empty) {
      USE.compareAndSet(CHECKED, IDLE);
    }
  }

  /** Whether there was no context here. */
  private boolean sweep(HandOver<Context> late, boolean everything) {
    boolean empty = true;
    int end = top.get();
    if (end == 0) {
      return true;
    }
    int[] known = seen;
    if (known == null) {
      known = new int[SLOTS];
      seen = known;
    }
    for (int i = 0; i < end; i++) {
      Object task = table.get(2 * i);
      Object context = table.get(2 * i + 1);
      int hash = task == null ? 0 : System.identityHashCode(task);
      empty &= task == null || context == NONE;
      if (task != null && (everything || hash == known[i])) {
        // In both places for a moment, so that whoever asks finds it in one.
        if (context instanceof Context) {
          late.put(task, (Context) context);
        }
        // The context stays until its slot is used again: by now that may be another task's.
        table.compareAndSet(2 * i, task, null);
        hash = 0;
      }
      known[i] = hash;
    }
    return empty;
  }

  private static void forget(ForkedTasks ended) {
    synchronized (LOCK) {
      ForkedTasks[] some = all;
      ForkedTasks[] fewer = new ForkedTasks[some.length - 1];
      int count = 0;
      for (ForkedTasks each : some) {
        if (each != ended) {
          fewer[count++] = each;
        }
      }
      all = fewer;
    }
  }
}
