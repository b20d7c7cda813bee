// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.weave;

import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.util.Collections;
import java.util.Map;
import java.util.Set;

/**
 * Defines the door into {@code java.lang} of Java 11 and later. Appending to the bootstrap class
 * path instead would turn off CDS and AOT sharing of the application's classes (HotSpot, {@code
 * ClassLoaderExt::append_boot_classpath}).
 */
public final class ModuleDoor {
  private ModuleDoor() {}

  /** Called by {@link Door} by its name. */
  public static void define(Instrumentation instrumentation, byte[] file)
      throws IllegalAccessException {
    instrumentation.redefineModule(
        Object.class.getModule(),
        Collections.emptySet(),
        Collections.emptyMap(),
        Map.of("java.lang", Set.of(ModuleDoor.class.getModule())),
        Collections.emptySet(),
        Collections.emptyMap());
    MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup()).defineClass(file);
  }
}
