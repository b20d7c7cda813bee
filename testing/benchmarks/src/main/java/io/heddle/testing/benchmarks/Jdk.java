// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.benchmarks;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A Java installation to measure on.
 *
 * @param major the feature version
 * @param home its directory
 * @param version the full version with the vendor, from its {@code release} file
 */
record Jdk(String major, Path home, String version) {

  /**
   * Finds an installation.
   *
   * @param wanted {@code MAJOR=HOME}, or {@code MAJOR} alone: then the variable {@code
   *     JAVA_HOME_<MAJOR>} is taken, or else an installation next to the JVM that runs this
   * @throws IllegalArgumentException if there is none
   */
  static Jdk find(String wanted) throws IOException {
    int equals = wanted.indexOf('=');
    if (equals > 0) {
      return at(wanted.substring(0, equals), Path.of(wanted.substring(equals + 1)));
    }
    String home = System.getenv("JAVA_HOME_" + wanted);
    if (home != null) {
      return at(wanted, Path.of(home));
    }
    List<Path> siblings;
    try (Stream<Path> all =
        Files.list(Path.of(System.getProperty("java.home")).resolveSibling(""))) {
      siblings = all.filter(path -> Files.exists(path.resolve("release"))).sorted().toList();
    }
    for (Path sibling : siblings) {
      if (release(sibling).getProperty("JAVA_VERSION", "").matches("\"" + wanted + "[.\"].*")) {
        return at(wanted, sibling);
      }
    }
    throw new IllegalArgumentException(
        "no JDK " + wanted + "; set JAVA_HOME_" + wanted + " or say --jdk " + wanted + "=HOME");
  }

  private static Jdk at(String major, Path home) throws IOException {
    if (!Files.isExecutable(home.resolve("bin/java"))) {
      throw new IllegalArgumentException("no bin/java in " + home);
    }
    Properties release = release(home);
    String version =
        release.getProperty("JAVA_VERSION", major) + " " + release.getProperty("IMPLEMENTOR", "");
    return new Jdk(major, home, version.replace("\"", "").trim());
  }

  private static Properties release(Path home) throws IOException {
    Properties properties = new Properties();
    Path file = home.resolve("release");
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
        properties.load(reader);
      }
    }
    return properties;
  }
}
