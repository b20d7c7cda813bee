// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.weave;

import io.heddle.agent.AgentLog;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MutableCallSite;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one instrumentation, by its name in settings: its switch, its call sites and
 * what went wrong in its code.
 *
 * <p>Switching off retargets the call sites at which something begins; where an exit belongs to an
 * enter it stays, so that whatever is open is closed. Thread-safe.
 */
public final class InstrumentationState {
  /** Failures within {@link #FAILURE_WINDOW_NANOS} that switch an instrumentation off. */
  static final int FAILURE_LIMIT = 100;

  static final long FAILURE_WINDOW_NANOS = 60_000_000_000L;

  private static final Map<String, InstrumentationState> ALL = new ConcurrentHashMap<>();

  private final String name;
  private final List<WeakReference<Site>> sites = new ArrayList<>();
  private final AtomicLong failures = new AtomicLong();
  private final AtomicLong classes = new AtomicLong();
  private boolean on = true;
  private volatile @Nullable String refused;
  private volatile @Nullable Throwable lastFailure;
  private long windowStart;
  private int windowFailures;

  private InstrumentationState(String name) {
    this.name = name;
  }

  /** The state of this instrumentation, made on first use. */
  public static InstrumentationState of(String name) {
    InstrumentationState state = ALL.get(name);
    if (state == null) {
      InstrumentationState created = new InstrumentationState(name);
      state = ALL.putIfAbsent(name, created);
      if (state == null) {
        state = created;
      }
    }
    return state;
  }

  /** All states, by name. */
  public static Map<String, InstrumentationState> all() {
    return ALL;
  }

  /**
   * Makes the call site of an advice method.
   *
   * @param begins whether something begins here, so that switching off skips it
   */
  synchronized MutableCallSite site(MethodHandle advice, boolean begins) {
    Site site = new Site(advice);
    if (begins) {
      if (!on) {
        site.switchTo(false);
      }
      sites.add(new WeakReference<>(site));
    }
    return site;
  }

  /** Switches every call site that begins something; takes effect in all threads on return. */
  public synchronized void switchTo(boolean enabled) {
    on = enabled;
    List<MutableCallSite> changed = new ArrayList<>();
    for (int i = sites.size() - 1; i >= 0; i--) {
      Site site = sites.get(i).get();
      if (site == null) {
        sites.remove(i);
      } else {
        site.switchTo(enabled);
        changed.add(site);
      }
    }
    MutableCallSite.syncAll(changed.toArray(new MutableCallSite[0]));
  }

  /** Handles what the advice threw; the woven code swallows it. */
  public void failed(Throwable failure) {
    failures.incrementAndGet();
    lastFailure = failure;
    synchronized (this) {
      long now = System.nanoTime();
      if (windowFailures == 0 || now - windowStart > FAILURE_WINDOW_NANOS) {
        windowStart = now;
        windowFailures = 0;
      }
      windowFailures++;
      if (!on || windowFailures < FAILURE_LIMIT) {
        return;
      }
      switchTo(false);
    }
    AgentLog.line(
        "instrumentation " + name + " failed " + FAILURE_LIMIT + " times and is off: " + failure);
  }

  /** Notes why the instrumentation does not fit the library of some loader; tells it once. */
  void refuse(String reason) {
    synchronized (this) {
      if (refused != null) {
        return;
      }
      refused = reason;
    }
    AgentLog.line("instrumentation " + name + " does not fit the library found: " + reason);
  }

  void wove() {
    classes.incrementAndGet();
  }

  public String name() {
    return name;
  }

  public synchronized boolean isOn() {
    return on;
  }

  /** Failures inside advice so far. */
  public long failures() {
    return failures.get();
  }

  public @Nullable Throwable lastFailure() {
    return lastFailure;
  }

  /** Why it was refused somewhere, or null. */
  public @Nullable String refused() {
    return refused;
  }

  /** Number of classes woven so far; a class woven again counts again. */
  public long wovenClasses() {
    return classes.get();
  }

  /** Number of linked call sites that begin something. */
  public synchronized int callSites() {
    return sites.size();
  }

  /** A call site that keeps its advice while it is switched off. */
  private static final class Site extends MutableCallSite {
    final MethodHandle advice;

    Site(MethodHandle advice) {
      super(advice);
      this.advice = advice;
    }

    void switchTo(boolean enabled) {
      setTarget(enabled ? advice : HeddleDoor.nothing(type()));
    }
  }
}
