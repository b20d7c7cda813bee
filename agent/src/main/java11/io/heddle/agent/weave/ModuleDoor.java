// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.weave;

import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Defines the door into {@code java.lang} of Java 11 and later. Appending to the bootstrap class
 * path instead would turn off CDS and AOT sharing of the application's classes (HotSpot, {@code
 * ClassLoaderExt::append_boot_classpath}).
 */
public final class ModuleDoor {
  private static final String MISC = "jdk.internal.misc";
  private static final String VM = "jdk.internal.vm";

  private ModuleDoor() {}

  /**
   * Lets this module define classes in {@code java.lang}, use fields of the tasks of {@code
   * java.util.concurrent} and, where they exist, of virtual threads, and read {@code
   * jdk.internal.misc}. Called by {@link Door} by its name, as the others here.
   */
  public static void open(Instrumentation instrumentation) {
    Module base = Object.class.getModule();
    Set<Module> own = Set.of(ModuleDoor.class.getModule());
    Set<String> packages = base.getPackages();
    Map<String, Set<Module>> opened = new HashMap<>();
    opened.put("java.lang", own);
    opened.put("java.util.concurrent", own);
    if (packages.contains(VM)) {
      opened.put(VM, own);
    }
    instrumentation.redefineModule(
        base,
        Collections.emptySet(),
        packages.contains(MISC) ? Map.of(MISC, own) : Collections.emptyMap(),
        opened,
        Collections.emptySet(),
        Collections.emptyMap());
  }

  /**
   * Whether this JVM records classes for an archive or AOT cache (JEP 483 training run, {@code
   * -XX:ArchiveClassesAtExit}); false where the JDK does not tell. Needs {@link #open}.
   */
  public static boolean recordsClasses() {
    try {
      // Since Java 16.
      return Boolean.TRUE.equals(
          Class.forName(MISC + ".CDS").getMethod("isDumpingArchive").invoke(null));
    } catch (ReflectiveOperationException | LinkageError e) {
      return false;
    }
  }

  /** Defines the door. Needs {@link #open}. */
  public static void define(byte[] file) throws IllegalAccessException {
    MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup()).defineClass(file);
  }
}
