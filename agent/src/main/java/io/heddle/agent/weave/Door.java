// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.weave;

import io.heddle.agent.AgentJar;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/** Puts the one class that woven code calls into the bootstrap, and opens it. */
public final class Door {
  private static final String ENTRY = "java/lang/HeddleDoor.class";

  private Door() {}

  /**
   * Opens what {@link #install} needs, and tells whether this JVM is a training run: it records
   * classes for an archive or AOT cache, and leaves out of it every woven class with all its
   * subclasses.
   *
   * @throws Exception when the JVM lets nothing be opened; nothing may be woven then
   */
  public static boolean open(Instrumentation instrumentation) throws Exception {
    if (!isJava11()) {
      return false;
    }
    Class<?> module = moduleDoor();
    module.getMethod("open", Instrumentation.class).invoke(null, instrumentation);
    return Boolean.TRUE.equals(module.getMethod("recordsClasses").invoke(null));
  }

  /**
   * Defines the door and hands it the linker, after {@link #open}.
   *
   * @throws Exception when the JVM does not let the class in; nothing may be woven then
   */
  public static void install(Instrumentation instrumentation) throws Exception {
    byte[] file = AgentJar.read(ENTRY);
    if (file == null) {
      throw new IOException("the agent's jar lacks " + ENTRY);
    }
    if (isJava11()) {
      moduleDoor().getMethod("define", byte[].class).invoke(null, (Object) file);
    } else {
      appendJar(instrumentation, file);
    }
    HeddleDoor.open(Linker.handle());
  }

  /** By name: that class is compiled for Java 11. */
  private static Class<?> moduleDoor() throws ClassNotFoundException {
    return Class.forName("io.heddle.agent.weave.ModuleDoor");
  }

  private static boolean isJava11() {
    return Index.javaRelease() >= 11;
  }

  /**
   * Java 8 has no class sharing to lose. The file has a name of its own and is made without {@code
   * File.createTempFile}, which would start the security providers.
   */
  private static void appendJar(Instrumentation instrumentation, byte[] file) throws IOException {
    File directory = new File(System.getProperty("java.io.tmpdir", "."));
    File jar = new File(directory, "heddle-door-" + Long.toHexString(System.nanoTime()) + ".jar");
    if (!jar.createNewFile()) {
      throw new IOException("cannot make " + jar);
    }
    jar.deleteOnExit();
    try (JarOutputStream out = new JarOutputStream(new FileOutputStream(jar))) {
      out.putNextEntry(new JarEntry(ENTRY));
      out.write(file);
    }
    instrumentation.appendToBootstrapClassLoaderSearch(new JarFile(jar, false));
  }
}
