// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.weave;

import io.heddle.agent.AgentLog;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The one transformer: a look-up for every class that loads, a weave for the few that match.
 *
 * <p>Until spans can be recorded, a class that matches waits, bounded; if that was in vain it loads
 * as it is and is woven by retransformation later. Nothing is thrown.
 */
public final class WeavingTransformer implements ClassFileTransformer {
  /** How long one class waits for the start thread. */
  private static final long WAIT_SECONDS = 5;

  private final Index index;
  private final boolean supertypeRules;
  private final CountDownLatch ready = new CountDownLatch(1);
  private final AtomicLong failures = new AtomicLong();
  private volatile boolean recording;
  private volatile @Nullable Thread starter;
  private volatile boolean waitedInVain;

  public WeavingTransformer(Index index) {
    this.index = index;
    supertypeRules = index.hasSupertypeRules();
  }

  /** Names the thread that will call {@link #start}: what it loads itself must not wait for it. */
  public void startedBy(Thread thread) {
    starter = thread;
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String className,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] file) {
    if (className == null) {
      return null;
    }
    try {
      Index.Entry[] entries = index.byName(className);
      if (entries == null) {
        if (!supertypeRules || loader == null || className.startsWith("io/heddle/")) {
          return null;
        }
        entries = index.bySupertypes(className, file);
        if (entries == null) {
          return null;
        }
      }
      return weave(loader, className, file, entries);
    } catch (Throwable t) {
      failed(className, t);
      return null;
    }
  }

  private byte @Nullable [] weave(
      @Nullable ClassLoader loader, String className, byte[] file, Index.Entry[] entries)
      throws Exception {
    if (!recording && !await()) {
      return null;
    }
    List<Index.Entry> fitting = new ArrayList<>(entries.length);
    for (Index.Entry entry : entries) {
      String missing = Linkage.missing(entry, loader);
      if (missing == null) {
        fitting.add(entry);
      } else if (Weaver.matches(file, entry)) {
        InstrumentationState.of(entry.name()).refuse(missing);
      }
    }
    if (fitting.isEmpty()) {
      return null;
    }
    byte[] woven = Weaver.weave(loader, className, file, fitting);
    if (woven != null) {
      for (Index.Entry entry : fitting) {
        InstrumentationState.of(entry.name()).wove();
      }
    }
    return woven;
  }

  private boolean await() throws InterruptedException {
    if (waitedInVain || Thread.currentThread() == starter) {
      return recording;
    }
    boolean interrupted = Thread.interrupted();
    try {
      if (!ready.await(WAIT_SECONDS, TimeUnit.SECONDS)) {
        waitedInVain = true;
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    return recording;
  }

  private void failed(String className, Throwable t) {
    if (failures.getAndIncrement() == 0) {
      AgentLog.line(className.replace('/', '.') + " is left as it is: " + t);
    }
  }

  /**
   * Begins to weave, now that spans can be recorded: what loads from here on, and what has loaded
   * already, in one batch.
   *
   * @param instrumentation of this JVM
   */
  public void start(Instrumentation instrumentation) {
    recording = true;
    ready.countDown();
    weaveLoaded(instrumentation);
  }

  /** Retransforms the loaded classes that match. */
  public void weaveLoaded(Instrumentation instrumentation) {
    List<Class<?>> matching = new ArrayList<>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (matches(type) && instrumentation.isModifiableClass(type)) {
        matching.add(type);
      }
    }
    if (matching.isEmpty()) {
      return;
    }
    try {
      instrumentation.retransformClasses(matching.toArray(new Class<?>[0]));
    } catch (Throwable batch) {
      // One class that fails takes the batch with it.
      for (Class<?> type : matching) {
        try {
          instrumentation.retransformClasses(type);
        } catch (Throwable t) {
          failed(type.getName(), t);
        }
      }
    }
  }

  private boolean matches(Class<?> type) {
    if (type.isArray() || type.isPrimitive()) {
      return false;
    }
    String internalName = type.getName().replace('.', '/');
    return index.byName(internalName) != null
        || (type.getClassLoader() != null && index.matchesSupertypes(type, internalName));
  }

  /** Classes left as they are because weaving failed. */
  public long failures() {
    return failures.get();
  }

  /** The index in use. */
  public Index index() {
    return index;
  }
}
