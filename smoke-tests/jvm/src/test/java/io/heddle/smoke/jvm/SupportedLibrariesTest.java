// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of supported libraries in the README is made of the metadata of the folders. */
class SupportedLibrariesTest {
  private static final Path README = Path.of(System.getProperty("heddle.root"), "README.md");
  private static final String HEAD =
      """
      | library | versions | name in settings | recorded |
      |---|---|---|---|
      """;

  /** As in {@code group:artifact 1.0 and later}. */
  private static final Pattern OLDEST = Pattern.compile(":[\\w.-]+ (\\d[\\w.]*)");

  private static final Pattern DEPENDENCY =
      Pattern.compile("</artifactId>\\s*<version>([^<$]+)</version>");

  private record Row(boolean recordsSpans, String library, String line) {}

  /** With {@code -Dheddle.golden.update=true} the table is written anew instead. */
  @Test
  void readme_table_isThatOfTheMetadata() throws IOException {
    String readme = Files.readString(README);
    int start = readme.indexOf(HEAD);
    int end = readme.indexOf("\n\n", start) + 1;
    if (Boolean.getBoolean("heddle.golden.update")) {
      Files.writeString(README, readme.substring(0, start) + table() + readme.substring(end));
      return;
    }
    assertThat(readme.substring(start, end))
        .as("To make it anew: -Dtest=SupportedLibrariesTest -Dheddle.golden.update=true")
        .isEqualTo(table());
  }

  static Stream<Path> libraries() throws IOException {
    List<Path> named = new ArrayList<>();
    for (Path folder : InstrumentationFoldersTest.FOLDERS) {
      if (OLDEST.matcher(versions(folder)).find()) {
        named.add(folder);
      }
    }
    return named.stream();
  }

  /** Each oldest version that is named is one that the folder's tests run. */
  @ParameterizedTest
  @MethodSource("libraries")
  void versions_named_areRunByTests(Path folder) throws IOException {
    List<String> run = versionsOfTests(folder);
    Matcher named = OLDEST.matcher(versions(folder));
    while (named.find()) {
      String oldest = named.group(1);
      assertThat(run)
          .as(named.group())
          .anyMatch(version -> version.matches(Pattern.quote(oldest) + "([.-].*)?"));
    }
  }

  private static String versions(Path folder) throws IOException {
    return InstrumentationFoldersTest.metadata(folder).get("versions").toString();
  }

  /** Of all that the modules below a folder name; the artifacts of a library have one version. */
  private static List<String> versionsOfTests(Path folder) throws IOException {
    List<String> found = new ArrayList<>();
    List<Path> poms;
    try (Stream<Path> files = Files.walk(folder, 3)) {
      poms = files.filter(file -> file.endsWith("pom.xml")).toList();
    }
    for (Path pom : poms) {
      if (!pom.getParent().equals(folder)) {
        Matcher dependency = DEPENDENCY.matcher(Files.readString(pom));
        while (dependency.find()) {
          found.add(dependency.group(1));
        }
      }
    }
    return found;
  }

  /** What has spans comes first. */
  private static String table() throws IOException {
    List<Row> rows = new ArrayList<>();
    for (Path folder : InstrumentationFoldersTest.FOLDERS) {
      rows.add(row(folder));
    }
    rows.sort(
        Comparator.comparing((Row row) -> !row.recordsSpans())
            .thenComparing(Row::library, String.CASE_INSENSITIVE_ORDER));
    return HEAD + rows.stream().map(Row::line).collect(Collectors.joining());
  }

  private static Row row(Path folder) throws IOException {
    Map<String, Object> metadata = InstrumentationFoldersTest.metadata(folder);
    Map<?, ?> records = (Map<?, ?>) metadata.getOrDefault("records", Map.of());
    String library = metadata.get("display_name").toString();
    String names =
        InstrumentationFoldersTest.namesOf(folder).stream()
            .map(name -> "`" + name + "`")
            .collect(Collectors.joining(", "));
    String recorded =
        records.entrySet().stream()
            .map(entry -> "*" + entry.getKey() + "*: " + entry.getValue())
            .collect(Collectors.joining("; "));
    String line =
        "| %s | %s | %s | %s |\n".formatted(library, metadata.get("versions"), names, recorded);
    return new Row(records.containsKey("spans"), library, line);
  }
}
