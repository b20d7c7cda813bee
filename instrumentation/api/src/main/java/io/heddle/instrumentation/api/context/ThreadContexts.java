// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.context;

import io.heddle.instrumentation.api.trace.LocalRoots;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.Scope;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The current context of each thread: a stack of scopes, one object for each thread and one for
 * each scope.
 *
 * <p>A thread that was started within a context has it at the bottom of its stack. It is looked up
 * when the thread first asks, so that nothing has to be woven into what the thread runs.
 *
 * <p>Closing a scope also ends those above it; closing it again, or on another thread, does
 * nothing. With the system property {@value #STRICT} each of these is told on standard error.
 */
public final class ThreadContexts implements ContextStorage {
  /** System property that makes scopes tell of their misuse; for tests. */
  public static final String STRICT = "heddle.context.strict";

  private static final boolean IS_STRICT = Boolean.getBoolean(STRICT);

  /** As many as there can be virtual threads that wait in one request. */
  private static final int MOST_STARTED = 1 << 22;

  private static final HandOver<Object> STARTED = new HandOver<>(MOST_STARTED);

  private static final ThreadLocal<Stack> STACKS =
      new ThreadLocal<Stack>() {
        @Override
        protected Stack initialValue() {
          Thread thread = Thread.currentThread();
          Object lent = VirtualThreadContexts.take(thread);
          return new Stack(thread, lent == null ? STARTED.remove(thread) : lent);
        }
      };

  private ThreadContexts() {}

  /** Makes this the storage of the OpenTelemetry API; to be called before its first use. */
  public static void install() {
    ContextStorage.addWrapper(
        new Function<ContextStorage, ContextStorage>() {
          @Override
          public ContextStorage apply(ContextStorage original) {
            return new ThreadContexts();
          }
        });
  }

  /**
   * Remembers the current context for a thread that is being started by application code. The
   * thread has it for as long as its local root span is open.
   */
  public static void started(Thread thread) {
    Context current = currentOrNull();
    if (VirtualThreadContexts.lent(thread) instanceof OfTask
        || VirtualThreadContexts.lend(thread, current)) {
      return;
    }
    if (current != null && isApplications(thread) && STARTED.get(thread) == null) {
      STARTED.put(thread, current);
    }
  }

  /** Remembers the current context for a thread that is being started to run one task. */
  public static void startedForTask(Thread thread) {
    Context current = currentOrNull();
    if (current != null) {
      OfTask lent = new OfTask(current);
      if (!VirtualThreadContexts.lend(thread, lent)) {
        STARTED.put(thread, lent);
      }
    }
  }

  /** Forgets a thread that could not be started. */
  public static void failed(Thread thread) {
    STARTED.remove(thread);
  }

  /** The JDK's own kinds of threads serve whoever comes. */
  private static boolean isApplications(Thread thread) {
    Class<?> type = thread.getClass();
    return type == Thread.class
        || type.getClassLoader() != null
        || type.getName().startsWith("java.lang.");
  }

  @Override
  public @Nullable Context current() {
    return STACKS.get().current();
  }

  @Override
  public Scope attach(@Nullable Context context) {
    if (context == null) {
      return Scope.noop();
    }
    Stack stack = STACKS.get();
    Context before = stack.current();
    if (context == before || (before == null && context == Context.root())) {
      return Scope.noop();
    }
    Frame frame = new Frame(stack, context, stack.top);
    stack.top = frame;
    return frame;
  }

  /** The current context, or null where that is the root. */
  static @Nullable Context currentOrNull() {
    Context current = STACKS.get().current();
    return current == Context.root() ? null : current;
  }

  /**
   * Remembers the current context for a task that this thread forks.
   *
   * @param others for what is not forked by a worker, and what its stack has no room for
   */
  static void forked(Object task, HandOver<Context> others) {
    Stack stack = STACKS.get();
    Context current = stack.current();
    ForkedTasks forked = stack.forked;
    if (current == null || current == Context.root()) {
      if (forked != null && ForkedTasks.isInUse()) {
        forked.push(task, ForkedTasks.NONE);
      }
      return;
    }
    if (forked == null && stack.thread instanceof ForkJoinWorkerThread) {
      forked = ForkedTasks.of(stack.thread);
      stack.forked = forked;
    }
    if (forked == null || !forked.push(task, current)) {
      others.put(task, current);
    }
  }

  /** {@link TaskContexts#starting} for a task that may be in a worker's {@link ForkedTasks}. */
  static @Nullable Scope executing(Object task) {
    Stack stack = STACKS.get();
    Object forked = ForkedTasks.take(stack.forked, task);
    if (forked == null) {
      return TaskContexts.starting(task);
    }
    return stack.attachTask(forked == ForkedTasks.NONE ? Context.root() : (Context) forked);
  }

  /**
   * Makes the context of a task current on the thread that runs it. The scope is used again for the
   * thread's next task, so it must be closed once and kept by nobody.
   *
   * @return null when it is current already
   */
  static @Nullable Scope attachTask(Context context) {
    return STACKS.get().attachTask(context);
  }

  /** What one thread has open. Used by that thread alone. */
  private static final class Stack {
    final Thread thread;
    @Nullable Frame task;
    @Nullable Frame top;
    private @Nullable Object bottom;

    /** Of a worker that has forked a task in a context. */
    @Nullable ForkedTasks forked;

    Stack(Thread thread, @Nullable Object bottom) {
      this.thread = thread;
      this.bottom = bottom;
    }

    @Nullable Context current() {
      Frame frame = top;
      if (frame != null) {
        return frame.context;
      }
      return bottom == null ? null : inherited(bottom);
    }

    @Nullable Scope attachTask(Context context) {
      Context before = current();
      if (before == context || (before == null && context == Context.root())) {
        return null;
      }
      if (top != null || bottom != null) {
        Frame frame = new Frame(this, context, top);
        top = frame;
        return frame;
      }
      Frame frame = task;
      if (frame == null) {
        frame = new Frame(this, context, null);
        task = frame;
      }
      frame.context = context;
      top = frame;
      return frame;
    }

    private @Nullable Context inherited(Object from) {
      if (from instanceof OfTask) {
        return ((OfTask) from).context;
      }
      Context context = (Context) from;
      if (LocalRoots.isOpen(context)) {
        return context;
      }
      bottom = null;
      return null;
    }
  }

  /** One scope. */
  private static final class Frame implements Scope {
    final Stack stack;
    Context context;
    final @Nullable Frame below;

    Frame(Stack stack, Context context, @Nullable Frame below) {
      this.stack = stack;
      this.context = context;
      this.below = below;
    }

    @Override
    public void close() {
      Stack own = stack;
      if (own.thread != Thread.currentThread()) {
        misused("closed on another thread than " + own.thread.getName());
        return;
      }
      if (own.top == this) {
        own.top = below;
        return;
      }
      for (Frame frame = own.top; frame != null; frame = frame.below) {
        if (frame == this) {
          misused("closed before those opened later");
          own.top = below;
          return;
        }
      }
      misused("closed twice");
    }

    private static void misused(String how) {
      if (IS_STRICT) {
        new IllegalStateException("[heddle] scope " + how).printStackTrace();
      }
    }
  }

  /** A context that a thread has to its end; any other only while its local root span is open. */
  private static final class OfTask {
    final Context context;

    OfTask(Context context) {
      this.context = context;
    }
  }
}
