// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.context;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;

/**
 * What a virtual thread was lent when it was started, inside of the thread: beside the task that it
 * was made with, which stands in for the task until the thread runs. It costs no table, whose lines
 * the starting thread's processor and the carrier's would take from each other, and goes where the
 * thread goes: into the garbage, most often, since few threads ask.
 *
 * <p>The thread has its task in {@code VirtualThread.cont.target.val$task}, by these names on Java
 * 21 to 25. Where one cannot be had, and for a thread that was made without context, {@link #lend}
 * refuses.
 */
public final class VirtualThreadContexts {
  private static final @Nullable Class<?> TYPE = PrivateFields.find("java.lang.VirtualThread");

  private VirtualThreadContexts() {}

  /**
   * The task for a thread that is being made.
   *
   * @return null when there is no context to lend
   */
  public static @Nullable Runnable made(@Nullable Runnable task) {
    return task == null || ThreadContexts.currentOrNull() == null ? null : new Carrying(task);
  }

  /** The application's own task for a thread that begins to run, or null when it has it. */
  public static @Nullable Runnable running(@Nullable Object task) {
    return task instanceof Carrying ? ((Carrying) task).original : null;
  }

  /** Lends this, or nothing, to a thread that is about to start; returns whether it took it. */
  static boolean lend(Thread thread, @Nullable Object what) {
    Carrying task = task(thread);
    if (task == null) {
      return false;
    }
    task.lent = what;
    return true;
  }

  /** What a thread that has not started was lent, or null. */
  static @Nullable Object lent(Thread thread) {
    Carrying task = task(thread);
    return task == null ? null : task.lent;
  }

  /** Gives the current thread what it was lent, once. */
  static @Nullable Object take(Thread current) {
    Carrying task = task(current);
    if (task == null) {
      return null;
    }
    Object lent = task.lent;
    task.lent = null;
    return lent;
  }

  private static @Nullable Carrying task(Thread thread) {
    if (thread.getClass() != TYPE || Fields.TASK == null) {
      return null;
    }
    try {
      Object task = Fields.TASK.invokeExact((Object) thread);
      return task instanceof Carrying ? (Carrying) task : null;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** Made when the first virtual thread starts in a context. */
  private static final class Fields {
    /** From the thread to its task, as objects. */
    static final @Nullable MethodHandle TASK = task();

    private Fields() {}

    private static @Nullable MethodHandle task() {
      MethodHandle continuation = PrivateFields.getter(TYPE, "cont");
      MethodHandle target = getter("jdk.internal.vm.Continuation", "target");
      MethodHandle task = getter("java.lang.VirtualThread$VThreadContinuation$1", "val$task");
      if (continuation == null || target == null || task == null) {
        return null;
      }
      return MethodHandles.filterReturnValue(
          MethodHandles.filterReturnValue(continuation, target), task);
    }

    private static @Nullable MethodHandle getter(String owner, String name) {
      return PrivateFields.getter(PrivateFields.find(owner), name);
    }
  }

  /** A task with what its thread was lent; runs the task if nobody took them apart. */
  private static final class Carrying implements Runnable {
    final Runnable original;

    /** Written before the thread is started, read by itself. */
    @Nullable Object lent;

    Carrying(Runnable original) {
      this.original = original;
    }

    @Override
    public void run() {
      original.run();
    }
  }
}
