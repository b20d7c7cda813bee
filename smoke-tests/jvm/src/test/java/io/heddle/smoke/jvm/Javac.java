// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.jvm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.tools.ToolProvider;

/** Compiles, for Java 8, what only exists while a test runs. */
final class Javac {
  private Javac() {}

  /** Compiles these files into {@code classes}, and makes that folder. */
  static void compile(Path classes, String classPath, Path... sources) throws IOException {
    Files.createDirectories(classes);
    List<String> arguments =
        new ArrayList<>(
            List.of("--release=8", "-Xlint:-options", "-proc:none", "-cp", classPath, "-d"));
    arguments.add(classes.toString());
    for (Path source : sources) {
      arguments.add(source.toString());
    }
    if (ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(new String[0]))
        != 0) {
      throw new IllegalStateException("javac " + arguments);
    }
  }

  /** The text of a resource of these tests. */
  static String resource(String name) throws IOException {
    try (InputStream in = Javac.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
