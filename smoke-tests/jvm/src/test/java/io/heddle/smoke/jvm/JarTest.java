// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the jar ships: a list to compare with, and what must hold for every entry. */
class JarTest {
  private static final long MAX_BYTES = 9 << 20;
  private static final int MAX_CLASSES = 3_000;
  private static final String GOLDEN = "smoke-tests/jvm/src/test/resources/heddle-jar.txt";

  private static ZipFile jar;
  private static List<? extends ZipEntry> entries;

  @BeforeAll
  static void open() throws IOException {
    jar = new ZipFile(Programs.JAR.toFile());
    entries = Collections.list(jar.entries()).stream().filter(e -> !e.isDirectory()).toList();
  }

  @AfterAll
  static void close() throws IOException {
    jar.close();
  }

  /** With {@code -Dheddle.golden.update=true} the list is written anew instead. */
  @Test
  void contents_areThoseOfTheGoldenFile() throws IOException {
    Path golden = Path.of(System.getProperty("heddle.root"), GOLDEN);
    if (Boolean.getBoolean("heddle.golden.update")) {
      Files.writeString(golden, contents());
    }
    assertThat(contents())
        .as(
            "%s differs from the jar. If that is meant:%n"
                + "  mvn package -pl smoke-tests/jvm -am -Dtest=JarTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false -Dheddle.golden.update=true",
            GOLDEN)
        .isEqualTo(Files.readString(golden));
  }

  @Test
  void size_isBounded() throws IOException {
    assertThat(Files.size(Programs.JAR)).isLessThan(MAX_BYTES);
    assertThat(classes()).hasSizeLessThan(MAX_CLASSES).hasSizeGreaterThan(100);
  }

  @Test
  void classes_areInPackagesOfTheAgentAlone() {
    assertThat(classes())
        .extracting(ZipEntry::getName)
        .allMatch(
            name -> name.startsWith("io/heddle/") || name.equals("java/lang/HeddleDoor.class"));
  }

  @Test
  void classes_referToNeitherUnsafeNorJavaUtilLogging() throws IOException {
    List<String> found = new ArrayList<>();
    for (ZipEntry entry : classes()) {
      for (String name : ClassNames.of(read(entry))) {
        if (name.contains("sun/misc/Unsafe") || name.contains("java/util/logging")) {
          found.add(entry.getName() + " -> " + name);
        }
      }
    }
    assertThat(found).isEmpty();
  }

  /** Also by its name in a string, as reflection would have it. */
  @Test
  void classes_nameNoUnsafe() throws IOException {
    for (ZipEntry entry : classes()) {
      assertThat(new String(read(entry), StandardCharsets.ISO_8859_1))
          .as(entry.getName())
          .doesNotContain("sun.misc.Unsafe", "sun/misc/Unsafe");
    }
  }

  @Test
  void entryClass_isOfJava6AndNoneIsLaterThanJava11() throws IOException {
    for (ZipEntry entry : classes()) {
      int major = read(entry)[7];
      if (entry.getName().equals("io/heddle/agent/HeddleAgent.class")) {
        assertThat(major).isEqualTo(50);
      } else {
        assertThat(major).as(entry.getName()).isBetween(49, 55);
      }
    }
  }

  @Test
  void licences_areThere() throws IOException {
    assertThat(text("META-INF/LICENSE")).contains("Apache License", "Version 2.0");
    assertThat(text("META-INF/NOTICE")).isNotBlank();
  }

  /** The project's own, and the one that Gradle gives: no entry tells when it was built. */
  @Test
  void timeStamps_areFixed() {
    assertThat(entries)
        .extracting(ZipEntry::getTimeLocal)
        .containsOnly(LocalDateTime.of(2026, 1, 1, 0, 0), LocalDateTime.of(1980, 2, 1, 0, 0));
  }

  /** No entry stands where a file system happened to list it; the manifest comes first. */
  @Test
  void entries_areInOrderWithinEachFolder() {
    List<String> names = entries.stream().map(ZipEntry::getName).toList();

    assertThat(names).first().isEqualTo("META-INF/MANIFEST.MF");
    for (int i = 2; i < names.size(); i++) {
      if (folder(names.get(i)).equals(folder(names.get(i - 1)))) {
        assertThat(names.get(i)).isGreaterThan(names.get(i - 1));
      }
    }
  }

  @Test
  void instrumentations_areInOrder() throws IOException {
    assertThat(text("META-INF/heddle/index.txt").lines())
        .filteredOn(line -> line.startsWith("instrumentation "))
        .isSorted();
  }

  private static String folder(String name) {
    return name.substring(0, name.lastIndexOf('/') + 1);
  }

  private static String contents() throws IOException {
    TreeSet<String> lines = new TreeSet<>();
    for (String line : text("META-INF/heddle/index.txt").split("\n")) {
      String[] words = line.split(" ");
      switch (words[0]) {
        case "instrumentation" -> lines.add("instrumentation " + words[1]);
        case "type", "subtypes" -> lines.add(line);
        default -> {
          // How a class is woven is the matter of its own tests.
        }
      }
    }
    for (ZipEntry entry : entries) {
      if (!entry.getName().endsWith(".class")) {
        lines.add("file " + entry.getName());
      }
    }
    return String.join("\n", lines) + "\n";
  }

  private static List<? extends ZipEntry> classes() {
    return entries.stream().filter(entry -> entry.getName().endsWith(".class")).toList();
  }

  private static String text(String name) throws IOException {
    return new String(read(jar.getEntry(name)), StandardCharsets.UTF_8);
  }

  private static byte[] read(ZipEntry entry) throws IOException {
    try (InputStream in = jar.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }
}
