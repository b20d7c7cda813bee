// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.context;

import io.opentelemetry.context.Context;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Contexts inside of the JDK's own tasks, in a private field that has room while the task waits. It
 * costs no table, no identity hash code, and goes where the task goes.
 *
 * <ul>
 *   <li>{@code FutureTask.outcome} is null until the task has run, and read by nobody before: its
 *       state says whether there is a result. The result then takes the place of the context.
 *       Written here by the constructor of a plain {@code FutureTask} alone, when no other thread
 *       can have it.
 *   <li>{@code AsyncSupply.fn} and {@code AsyncRun.fn} of {@code CompletableFuture} are the
 *       function to run; one with a context stands in for it until an executor that is known runs
 *       it, or runs it itself for another one. Nobody sees these objects.
 * </ul>
 *
 * <p>The fields have these names from Java 8 to 25. Where one cannot be had, {@link #put} refuses.
 */
final class CarriedContexts {
  private static final @Nullable Class<?> ASYNC_SUPPLY = nested("AsyncSupply");
  private static final @Nullable Class<?> ASYNC_RUN = nested("AsyncRun");

  /** Whether any task has got a context; known to whoever gets such a task from another thread. */
  private static boolean used;

  private CarriedContexts() {}

  /** Whether this is a kind of task that carries its context and makes it current itself. */
  static boolean isCarrier(Object task) {
    Class<?> type = task.getClass();
    return type == FutureTask.class || type == ASYNC_SUPPLY || type == ASYNC_RUN;
  }

  /** Whether this kind of carrier is never submitted in another context than it was made in. */
  static boolean isSubmittedAsMade(Object task) {
    Class<?> type = task.getClass();
    return type == ASYNC_SUPPLY || type == ASYNC_RUN;
  }

  /** Puts a context into a task that is being constructed. */
  static boolean put(Object task, Context context) {
    used = true;
    try {
      Class<?> type = task.getClass();
      if (type == FutureTask.class && Fields.SET_OUTCOME != null) {
        Fields.SET_OUTCOME.invokeExact(task, (Object) context);
        return true;
      }
      if (type == ASYNC_SUPPLY && Fields.GET_SUPPLIER != null && Fields.SET_SUPPLIER != null) {
        Object original = Fields.GET_SUPPLIER.invokeExact(task);
        Fields.SET_SUPPLIER.invokeExact(task, (Object) CarryingFunction.of(original, context));
        return true;
      }
      if (type == ASYNC_RUN && Fields.GET_RUNNABLE != null && Fields.SET_RUNNABLE != null) {
        Object original = Fields.GET_RUNNABLE.invokeExact(task);
        Fields.SET_RUNNABLE.invokeExact(task, (Object) CarryingFunction.of(original, context));
        return true;
      }
      return false;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** The context in a task, or null when there is none or the task has run. */
  static @Nullable Context get(Object task) {
    if (!used) {
      return null;
    }
    try {
      Class<?> type = task.getClass();
      Object found = null;
      if (type == FutureTask.class && Fields.GET_OUTCOME != null) {
        found = Fields.GET_OUTCOME.invokeExact(task);
        return found instanceof Context ? (Context) found : null;
      }
      if (type == ASYNC_SUPPLY && Fields.GET_SUPPLIER != null) {
        found = Fields.GET_SUPPLIER.invokeExact(task);
      } else if (type == ASYNC_RUN && Fields.GET_RUNNABLE != null) {
        found = Fields.GET_RUNNABLE.invokeExact(task);
      }
      return found instanceof CarryingFunction ? ((CarryingFunction) found).context : null;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** The context in a task that starts, whose own function takes its place again. */
  static @Nullable Context take(Object task) {
    if (!used) {
      return null;
    }
    try {
      Class<?> type = task.getClass();
      if (type == ASYNC_SUPPLY && Fields.GET_SUPPLIER != null && Fields.SET_SUPPLIER != null) {
        Object found = Fields.GET_SUPPLIER.invokeExact(task);
        if (found instanceof CarryingFunction) {
          Fields.SET_SUPPLIER.invokeExact(task, ((CarryingFunction) found).original);
          return ((CarryingFunction) found).context;
        }
        return null;
      }
      if (type == ASYNC_RUN && Fields.GET_RUNNABLE != null && Fields.SET_RUNNABLE != null) {
        Object found = Fields.GET_RUNNABLE.invokeExact(task);
        if (found instanceof CarryingFunction) {
          Fields.SET_RUNNABLE.invokeExact(task, ((CarryingFunction) found).original);
          return ((CarryingFunction) found).context;
        }
        return null;
      }
      return get(task);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static @Nullable Class<?> nested(String name) {
    return PrivateFields.find(CompletableFuture.class.getName() + "$" + name);
  }

  /** Made when the first task gets a context. */
  private static final class Fields {
    private static final @Nullable MethodHandle GET_OUTCOME =
        PrivateFields.getter(FutureTask.class, "outcome");
    private static final @Nullable MethodHandle SET_OUTCOME =
        PrivateFields.setter(FutureTask.class, "outcome");
    private static final @Nullable MethodHandle GET_SUPPLIER =
        PrivateFields.getter(ASYNC_SUPPLY, "fn");
    private static final @Nullable MethodHandle SET_SUPPLIER =
        PrivateFields.setter(ASYNC_SUPPLY, "fn");
    private static final @Nullable MethodHandle GET_RUNNABLE =
        PrivateFields.getter(ASYNC_RUN, "fn");
    private static final @Nullable MethodHandle SET_RUNNABLE =
        PrivateFields.setter(ASYNC_RUN, "fn");

    private Fields() {}
  }
}
