// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.Jvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the index names of the JDK exists. Advice that matches nothing is no error where it is
 * woven, since methods come and go with versions.
 */
class JdkMethodsTest {
  /** Class names of each instrumentation with its advised methods, as the index has them. */
  private static final Map<List<String>, List<String>> ADVISED = new LinkedHashMap<>();

  /** {@code CLASS NAME DESCRIPTOR} in any of the JDKs. */
  private static final Set<String> DECLARED = new TreeSet<>();

  @BeforeAll
  static void read() throws IOException {
    List<String> types = new ArrayList<>();
    List<String> methods = new ArrayList<>();
    for (String line : (index() + "instrumentation end").split("\n", -1)) {
      String[] words = line.split(" ");
      switch (words[0]) {
        case "type" -> types.add(words[1].replace('/', '.'));
        case "advise" -> methods.add(words[1]);
        case "instrumentation" -> {
          ADVISED.put(List.copyOf(types), List.copyOf(methods));
          types.clear();
          methods.clear();
        }
        default -> {}
      }
    }
    ADVISED.keySet().removeIf(names -> names.stream().noneMatch(JdkMethodsTest::isOfJdk));
    String[] names =
        ADVISED.keySet().stream().flatMap(List::stream).distinct().toArray(String[]::new);
    for (Jvm jvm : Jvm.all()) {
      DECLARED.addAll(
          Programs.on(jvm)
              .main(DeclaredMethods.class.getName(), names)
              .run()
              .expectExit(0)
              .stdout()
              .lines()
              .toList());
    }
  }

  private static String index() throws IOException {
    try (JarFile jar = new JarFile(Programs.JAR.toFile())) {
      byte[] text = jar.getInputStream(jar.getEntry("META-INF/heddle/index.txt")).readAllBytes();
      return new String(text, StandardCharsets.UTF_8);
    }
  }

  private static boolean isOfJdk(String name) {
    return Stream.of("java.", "jdk.", "sun.").anyMatch(name::startsWith);
  }

  @Test
  void types_ofTheJdk_areInOneOfTheVersions() {
    List<String> missing = new ArrayList<>();
    for (List<String> types : ADVISED.keySet()) {
      for (String type : types) {
        if (isOfJdk(type) && DECLARED.stream().noneMatch(method -> method.startsWith(type + " "))) {
          missing.add(type);
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void advice_onTypesOfTheJdk_matchesAMethodInOneOfTheVersions() {
    assertThat(ADVISED).hasSizeGreaterThan(10);
    List<String> unmatched = new ArrayList<>();
    ADVISED.forEach(
        (types, methods) -> {
          for (String method : methods) {
            if (DECLARED.stream().noneMatch(declared -> matches(declared, types, method))) {
              unmatched.add(method + " of " + types);
            }
          }
        });
    assertThat(unmatched).isEmpty();
  }

  /** By {@code NAME~START OF DESCRIPTOR~COUNT~END OF DESCRIPTOR~~}. */
  private static boolean matches(String declared, List<String> types, String advised) {
    String[] words = declared.split(" ");
    String[] parts = advised.split("~", -1);
    return types.contains(words[0])
        && words[1].equals(parts[0])
        && words[2].startsWith(parts[1])
        && words[2].endsWith(parts[3]);
  }
}
