// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.context;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.concurrent.ForkJoinTask;
import org.jspecify.annotations.Nullable;

/**
 * The context in which a dependent stage of a {@code CompletableFuture} was added, for its
 * function, whatever thread completes the stage before it.
 *
 * <p>A stage is tried each time that one of its sources completes, and fires once: the JDK sets the
 * tag of the stage, a {@code ForkJoinTask}, when it claims it. Thread-safe.
 */
public final class StageContexts {
  private static final HandOver<Object> WAITING = new HandOver<>();

  private StageContexts() {}

  /**
   * Remembers the current context for a stage that is being added.
   *
   * @param async whether an executor runs its function
   */
  public static void added(Object stage, boolean async) {
    Context current = ThreadContexts.currentOrNull();
    if (current != null) {
      WAITING.put(stage, async ? new OfExecutor(current) : current);
    }
  }

  /**
   * Makes the context of a stage that is tried current.
   *
   * @param mode as the JDK has it: above zero on the executor's thread, where the function runs
   * @return what {@link #tried} takes, or null when there is nothing to end
   */
  public static @Nullable Scope trying(ForkJoinTask<?> stage, int mode) {
    if (mode <= 0 && stage.getForkJoinTaskTag() != 0) {
      return null;
    }
    Object waiting = WAITING.get(stage);
    if (waiting == null) {
      return null;
    }
    Context context =
        waiting instanceof OfExecutor ? ((OfExecutor) waiting).context : (Context) waiting;
    return context.makeCurrent();
  }

  /** Ends what {@link #trying} gave, and forgets the stage once its function has run. */
  public static void tried(ForkJoinTask<?> stage, int mode, Scope scope) {
    scope.close();
    if (mode > 0) {
      WAITING.remove(stage);
    } else if (stage.getForkJoinTaskTag() != 0 && !(WAITING.get(stage) instanceof OfExecutor)) {
      WAITING.remove(stage);
    }
  }

  /** Number of stages that are remembered. */
  public static int size() {
    return WAITING.size();
  }

  /** The context of a stage whose claim only hands it to an executor. */
  private static final class OfExecutor {
    final Context context;

    OfExecutor(Context context) {
      this.context = context;
    }
  }
}
