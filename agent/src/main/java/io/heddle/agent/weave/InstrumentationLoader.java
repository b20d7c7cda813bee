// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.weave;

import io.heddle.agent.AgentJar;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Holds the advice and helpers of one instrumentation for one class loader of the application: its
 * own package is defined here, the rest of the agent comes from the agent's loader, and everything
 * else from the application's.
 */
final class InstrumentationLoader extends ClassLoader {
  /** Class names of the agent, its libraries included, begin with this. */
  private static final String AGENT = "io.heddle.";

  private static final @Nullable ClassLoader AGENT_LOADER =
      InstrumentationLoader.class.getClassLoader();

  /**
   * By application loader, then by package. Values are weak: a loader refers to its application
   * loader, so a strong one would keep it from being unloaded. Linked call sites keep what is used.
   */
  private static final Map<ClassLoader, Map<String, WeakReference<InstrumentationLoader>>> ALL =
      new WeakHashMap<>();

  /** Stands for the boot loader as a key, and as its instrumentations' view of the JDK. */
  private static final ClassLoader PLATFORM = platformLoader();

  static {
    registerAsParallelCapable();
  }

  private final String packagePrefix;

  private InstrumentationLoader(ClassLoader application, String packagePrefix) {
    super(application);
    this.packagePrefix = packagePrefix;
  }

  /**
   * The loader for an instrumentation of classes of this loader.
   *
   * @param className name of a class in the instrumentation's package
   * @param application null for the boot loader
   */
  static InstrumentationLoader of(String className, @Nullable ClassLoader application) {
    String prefix = className.substring(0, className.lastIndexOf('.') + 1);
    ClassLoader parent = application == null ? PLATFORM : application;
    synchronized (ALL) {
      Map<String, WeakReference<InstrumentationLoader>> loaders = ALL.get(parent);
      if (loaders == null) {
        loaders = new java.util.HashMap<>();
        ALL.put(parent, loaders);
      }
      WeakReference<InstrumentationLoader> reference = loaders.get(prefix);
      InstrumentationLoader loader = reference == null ? null : reference.get();
      if (loader == null) {
        loader = new InstrumentationLoader(parent, prefix);
        loaders.put(prefix, new WeakReference<>(loader));
      }
      return loader;
    }
  }

  private static ClassLoader platformLoader() {
    ClassLoader system = ClassLoader.getSystemClassLoader();
    ClassLoader parent = system.getParent();
    return parent == null ? system : parent;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(AGENT)) {
      return super.loadClass(name, resolve);
    }
    if (!name.startsWith(packagePrefix)) {
      return Class.forName(name, false, AGENT_LOADER);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      try {
        byte[] file = AgentJar.read(name.replace('.', '/') + ".class");
        if (file == null) {
          throw new ClassNotFoundException(name);
        }
        return defineClass(name, file, 0, file.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
