// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.jvm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A copy of the packaged jar with two more instrumentations, {@code smoke} and {@code hostile},
 * which weave {@link Work}. They are compiled against the jar itself, whose names are the relocated
 * ones.
 */
final class SmokeJar {
  private static final String INDEX = "META-INF/heddle/index.txt";

  /** Made once for all tests. */
  static final Path PATH = make();

  private SmokeJar() {}

  private static Path make() {
    try {
      Path folder = Files.createDirectories(Programs.CLASSES.resolveSibling("smoke-jar"));
      Path jar = folder.resolve("heddle-smoke.jar");
      Files.copy(Programs.JAR, jar, StandardCopyOption.REPLACE_EXISTING);
      try (FileSystem zip = FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of())) {
        String index =
            Files.readString(zip.getPath(INDEX)) + Javac.resource("/instrumentation/index.txt");
        Files.writeString(zip.getPath(INDEX), index);
        Path classes = compile(folder, index);
        try (Stream<Path> files = Files.walk(classes)) {
          for (Path file : files.filter(Files::isRegularFile).toList()) {
            Path entry = zip.getPath(classes.relativize(file).toString());
            Files.createDirectories(entry.getParent());
            Files.copy(file, entry, StandardCopyOption.REPLACE_EXISTING);
          }
        }
      }
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path compile(Path folder, String index) throws IOException {
    Path advice = folder.resolve("SmokeAdvice.java");
    Files.writeString(advice, Javac.resource("/instrumentation/SmokeAdvice.java"));
    Path text = folder.resolve("IndexText.java");
    Files.writeString(text, indexText(index));
    Path classes = folder.resolve("classes");
    Javac.compile(classes, Programs.JAR.toString(), advice, text);
    return classes;
  }

  /**
   * The class that holds the index; its text is built at run time, as a constant may be too long.
   */
  private static String indexText(String index) {
    StringBuilder source =
        new StringBuilder(
            "package io.heddle.agent.weave; public final class IndexText {"
                + " public static String text() { StringBuilder text = new StringBuilder();\n");
    index.lines().forEach(line -> source.append("text.append(\"").append(line).append("\\n\");\n"));
    return source.append("return text.toString(); } }\n").toString();
  }
}
