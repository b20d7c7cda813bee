// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A Java installation of this machine.
 *
 * <p>Looked for in: the environment variable HEDDLE_TEST_JDKS (homes, separated like a path), the
 * JVM that runs this, JAVA_HOME, /usr/lib/jvm and ~/.cache/test-jdks/root/usr/lib/jvm. The first
 * found of a version is used.
 *
 * @param version major version: 8, 11, 17, ...
 * @param home the folder that holds bin/java
 */
public record Jvm(int version, Path home) {
  private static final Set<Integer> REPORTED = ConcurrentHashMap.newKeySet();

  /** The versions that Heddle is tested on. */
  public static final List<Integer> VERSIONS = List.of(8, 11, 17, 21, 25);

  /** The JVM that runs this. */
  public static Jvm current() {
    return new Jvm(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
  }

  /** The JVM of this version, or an {@link IllegalStateException} that tells which there are. */
  public static Jvm of(int version) {
    Jvm jvm = Found.JVMS.get(version);
    if (jvm == null) {
      throw new IllegalStateException(
          "No Java " + version + " on this machine, only " + available());
    }
    return jvm;
  }

  /** All JVMs of this machine, oldest first. */
  public static List<Jvm> available() {
    return List.copyOf(Found.JVMS.values());
  }

  /**
   * The JVMs of these versions, for {@code @MethodSource}.
   *
   * <p>One that is missing is told in one line; with CI=true in the environment it is an error.
   *
   * @throws IllegalStateException if one is missing under CI, or all are
   */
  public static List<Jvm> among(Integer... versions) {
    List<Jvm> jvms = new ArrayList<>();
    Set<Integer> missing = new TreeSet<>();
    for (int version : versions) {
      Jvm jvm = Found.JVMS.get(version);
      if (jvm == null) {
        missing.add(version);
      } else {
        jvms.add(jvm);
      }
    }
    if (jvms.isEmpty() || (!missing.isEmpty() && Ci.required())) {
      throw new IllegalStateException(
          "No Java " + missing + " on this machine, only " + available());
    }
    missing.removeAll(REPORTED);
    if (!missing.isEmpty() && REPORTED.addAll(missing)) {
      System.err.println("Not tested on Java " + missing + ": not on this machine");
    }
    return jvms;
  }

  /** The JVMs of all {@link #VERSIONS}, as {@link #among} finds them. */
  public static List<Jvm> all() {
    return among(VERSIONS.toArray(new Integer[0]));
  }

  /** A command for this JVM. */
  public JvmCommand command() {
    return new JvmCommand(this);
  }

  /** The program {@code java}. */
  public Path executable() {
    return home.resolve("bin").resolve(File.separatorChar == '\\' ? "java.exe" : "java");
  }

  @Override
  public String toString() {
    return "Java " + version;
  }

  private static final class Found {
    static final Map<Integer, Jvm> JVMS = Collections.unmodifiableMap(find());

    private static Map<Integer, Jvm> find() {
      Map<Integer, Jvm> found = new TreeMap<>();
      String named = System.getenv("HEDDLE_TEST_JDKS");
      if (named != null) {
        for (String home : named.split(File.pathSeparator)) {
          add(Path.of(home), found);
        }
      }
      found.putIfAbsent(current().version(), current());
      String javaHome = System.getenv("JAVA_HOME");
      if (javaHome != null && !javaHome.isEmpty()) {
        add(Path.of(javaHome), found);
      }
      addChildren(Path.of("/usr/lib/jvm"), found);
      addChildren(
          Path.of(System.getProperty("user.home"), ".cache/test-jdks/root/usr/lib/jvm"), found);
      return found;
    }

    private static void addChildren(Path folder, Map<Integer, Jvm> found) {
      String[] names = folder.toFile().list();
      if (names == null) {
        return;
      }
      for (String name : new TreeSet<>(List.of(names))) {
        add(folder.resolve(name), found);
      }
    }

    private static void add(Path home, Map<Integer, Jvm> found) {
      for (Path candidate : List.of(home, home.resolve("jre"))) {
        if (Files.isExecutable(candidate.resolve("bin/java"))) {
          int version = JavaVersion.of(candidate);
          if (version > 0) {
            found.putIfAbsent(version, new Jvm(version, candidate));
          }
          return;
        }
      }
    }
  }
}
