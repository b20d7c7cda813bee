// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.list;
import static org.assertj.core.api.InstanceOfAssertFactories.map;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * One instrumentation is one folder: its name in settings, its package, its artifact and its
 * metadata agree with it.
 */
class InstrumentationFoldersTest {
  private static final Path ROOT =
      Path.of(System.getProperty("heddle.root")).resolve("instrumentation");
  static final List<Path> FOLDERS = folders();
  private static final Pattern OLDEST_VERSION = Pattern.compile("-\\d+\\.\\d+$");
  private static final Pattern SWITCH =
      Pattern.compile("otel\\.instrumentation\\.([^.]+)\\.enabled");
  private static final Pattern ARTIFACT =
      Pattern.compile("</parent>\\s*<artifactId>([^<]+)</artifactId>");

  /** All that holds instrumentations: everything but what they are written against. */
  private static List<Path> folders() {
    try (Stream<Path> children = Files.list(ROOT)) {
      return children
          .filter(child -> Files.exists(child.resolve("pom.xml")) && !child.endsWith("api"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @FieldSource("FOLDERS")
  void metadata_hasTheOneForm(Path folder) throws IOException {
    Map<String, Object> metadata = metadata(folder);

    assertThat(List.copyOf(metadata.keySet()))
        .isEqualTo(
            List.of("name", "display_name", "description", "versions", "records", "settings"));
    assertThat(metadata.get("name")).isEqualTo(nameOf(folder));
    assertThat(metadata.get("display_name")).asString().isNotBlank();
    assertThat(metadata.get("description")).asString().matches("[^.].*[^.]\\.");
    assertThat(metadata.get("versions")).asString().isNotBlank();
    assertThat(metadata.get("records"))
        .asInstanceOf(map(String.class, String.class))
        .isNotEmpty()
        .allSatisfy((kind, text) -> assertThat(text).isNotBlank())
        .extractingFromEntries(Map.Entry::getKey)
        .isSubsetOf("spans", "attributes", "metrics", "context");
    Set<String> names = namesOf(folder);
    assertThat(names).contains(nameOf(folder));
    assertThat(metadata.get("settings"))
        .asInstanceOf(list(String.class))
        .allSatisfy(
            setting ->
                assertThat(names)
                    .anyMatch(name -> setting.startsWith("otel.instrumentation." + name + ".")));
  }

  @ParameterizedTest
  @FieldSource("FOLDERS")
  void artifacts_areNamedAfterTheFolder(Path folder) throws IOException {
    String artifact =
        "heddle-" + (isAloneOfItsName(folder) ? nameOf(folder) : folder.getFileName());

    assertThat(artifact(folder)).isEqualTo(artifact);
    assertThat(folder.resolve("test/pom.xml")).exists();
    for (String child : List.of("test", "testing")) {
      if (Files.exists(folder.resolve(child))) {
        assertThat(artifact(folder.resolve(child))).isEqualTo(artifact + "-" + child);
      }
    }
  }

  @ParameterizedTest
  @FieldSource("FOLDERS")
  void sources_areInThePackageOfTheFolder(Path folder) throws IOException {
    String inPackage =
        "/java(11)?/io/heddle/instrumentation/"
            + packageOf(folder).replace('.', '/')
            + "/.*\\.java";
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.filter(file -> file.toString().endsWith(".java")))
          .isNotEmpty()
          .allSatisfy(file -> assertThat(file.toString()).containsPattern(inPackage));
    }
  }

  /** By the index, which the build makes from what the instrumentations say of themselves. */
  @Test
  void namesInSettings_areThoseOfTheFolders() throws IOException {
    Map<String, Set<String>> names = new TreeMap<>();
    for (Path folder : FOLDERS) {
      Path services =
          folder.resolve(
              "src/main/resources/META-INF/services/io.heddle.instrumentation.api.Instrumentation");
      for (String line : Files.readAllLines(services)) {
        assertThat(line)
            .startsWith("io.heddle.instrumentation." + packageOf(folder).replace('/', '.') + ".");
        names.put(line, namesOf(folder));
      }
    }
    try (ZipFile jar = new ZipFile(Programs.JAR.toFile());
        Stream<String> lines =
            new String(
                    jar.getInputStream(jar.getEntry("META-INF/heddle/index.txt")).readAllBytes(),
                    StandardCharsets.UTF_8)
                .lines()) {
      List<String[]> instrumentations =
          lines
              .filter(line -> line.startsWith("instrumentation "))
              .map(line -> line.split(" "))
              .toList();
      assertThat(instrumentations)
          .allSatisfy(words -> assertThat(names.get(words[2])).contains(words[1].split(",")))
          .extracting(words -> words[2])
          .containsExactlyInAnyOrderElementsOf(names.keySet());
      assertThat(instrumentations)
          .flatExtracting(words -> List.of(words[1].split(",")))
          .containsAll(names.values().stream().flatMap(Set::stream).toList());
    }
  }

  private static String nameOf(Path folder) {
    return OLDEST_VERSION.matcher(folder.getFileName().toString()).replaceFirst("");
  }

  /** The folder's, and those of forks of the library, each with a switch of its own. */
  static Set<String> namesOf(Path folder) throws IOException {
    Set<String> names = new TreeSet<>();
    for (Object setting : (List<?>) metadata(folder).get("settings")) {
      Matcher matcher = SWITCH.matcher(setting.toString());
      if (matcher.matches()) {
        names.add(matcher.group(1));
      }
    }
    return names;
  }

  /** Of two folders for two versions that are not compatible, each is known by its version too. */
  private static boolean isAloneOfItsName(Path folder) {
    return FOLDERS.stream().filter(other -> nameOf(other).equals(nameOf(folder))).count() == 1;
  }

  private static String packageOf(Path folder) {
    String name = nameOf(folder);
    String version =
        isAloneOfItsName(folder)
            ? ""
            : ".v" + folder.getFileName().toString().substring(name.length() + 1).replace('.', '_');
    return name.replace("-", "") + version;
  }

  private static String artifact(Path module) throws IOException {
    Matcher matcher = ARTIFACT.matcher(Files.readString(module.resolve("pom.xml")));
    assertThat(matcher.find()).as("%s has an artifactId after its parent", module).isTrue();
    return matcher.group(1);
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> metadata(Path folder) throws IOException {
    String text = Files.readString(folder.resolve("metadata.yaml"));
    return (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromString(text);
  }
}
