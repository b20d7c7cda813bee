// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.context;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * The context in which a dependent stage of a {@code CompletableFuture} was added, for its
 * function, whatever thread completes the stage before it.
 *
 * <p>A stage is tried each time that one of its sources completes, and fires once: it then runs its
 * function, or gives itself to its executor. One that waits for two sources is in the second one's
 * list inside of another object, {@code CoCompletion}. Stages that only pass a result on are not
 * remembered. Thread-safe.
 */
public final class StageContexts {
  private static final HandOver<Context> WAITING = new HandOver<>();

  private static final @Nullable Class<?> SECOND = nested("CoCompletion");
  private static final @Nullable Class<?> RELAY = nested("UniRelay");
  private static final @Nullable Class<?> RELAY_OF_BOTH = nested("BiRelay");
  private static final @Nullable Class<?> RELAY_OF_ANY = nested("AnyOf"); // OrRelay until 8

  private StageContexts() {}

  /** Remembers the current context for a stage that is being added to its source. */
  public static void added(@Nullable Object stage) {
    Context current = ThreadContexts.currentOrNull();
    if (current != null && stage != null && hasFunction(stage.getClass())) {
      WAITING.replace(stage, current);
    }
  }

  /** Remembers the current context for a stage, or a first one, that an executor is to run. */
  public static void given(Object task) {
    if (CarriedContexts.isCarrier(task)) {
      TaskContexts.created(task);
    } else {
      added(task);
    }
  }

  /**
   * Makes the context of a stage current whose source has completed.
   *
   * @return what {@link #tried} takes, or null when there is nothing to end
   */
  public static @Nullable Object trying(Object completion) {
    boolean isSecond = completion.getClass() == SECOND;
    Object stage = isSecond ? get(Fields.BASE, completion) : completion;
    Context context = stage == null ? null : WAITING.get(stage);
    return context == null || stage == null ? null : new Trial(stage, context.makeCurrent());
  }

  /** Ends what {@link #trying} gave, and forgets the stage once its function has run. */
  public static void tried(@Nullable Object trial) {
    if (trial != null) {
      ((Trial) trial).close();
    }
  }

  /**
   * Makes the context of a stage current on the thread of its executor.
   *
   * @return what {@link TaskContexts#ended} takes, or null when there is nothing to end
   */
  public static @Nullable Scope running(Object stage) {
    Context context = WAITING.remove(stage);
    return context == null ? null : ThreadContexts.attachTask(context);
  }

  /** Number of stages that are remembered. */
  public static int size() {
    return WAITING.size();
  }

  private static boolean hasFunction(Class<?> type) {
    return type != SECOND && type != RELAY && type != RELAY_OF_BOTH && type != RELAY_OF_ANY;
  }

  private static @Nullable Class<?> nested(String name) {
    return PrivateFields.find("java.util.concurrent.CompletableFuture$" + name);
  }

  private static @Nullable Object get(@Nullable MethodHandle getter, Object of) {
    if (getter == null) {
      return null;
    }
    try {
      return getter.invokeExact(of);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** Made when the first stage is tried. */
  private static final class Fields {
    /** The stage in the list of its second source; null once that has fired. */
    static final @Nullable MethodHandle BASE = PrivateFields.getter(SECOND, "base");

    /** What a stage completes; null once its function has run. */
    static final @Nullable MethodHandle DEPENDENT =
        PrivateFields.getter(nested("UniCompletion"), "dep");

    private Fields() {}
  }

  /** A stage while it is tried. */
  private static final class Trial {
    private final Object stage;
    private final Scope scope;

    Trial(Object stage, Scope scope) {
      this.stage = stage;
      this.scope = scope;
    }

    /** A stage that has given itself to an executor goes on to be remembered. */
    void close() {
      scope.close();
      if (Fields.DEPENDENT != null && get(Fields.DEPENDENT, stage) == null) {
        WAITING.remove(stage);
      }
    }
  }
}
