// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry;

import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Finds {@code spring.application.name} in the places and in the order that Spring Boot does:
 * arguments, system property, environment, files beside the application, files in it (Spring Boot
 * reference, "Externalized Configuration"). Profiles and imported files are not followed.
 */
final class SpringApplicationName {
  private static final String NAME = "spring.application.name";
  private static final String ARGUMENT = " --" + NAME + "=";
  private static final String[] FILES = {
    "application.properties", "application.yml", "application.yaml"
  };
  private static final String[] DIRECTORIES = {"config/", ""};

  private final Machine machine;
  private final @Nullable ApplicationJar jar;

  SpringApplicationName(Machine machine, @Nullable ApplicationJar jar) {
    this.machine = machine;
    this.jar = jar;
  }

  @Nullable String find() {
    String name = inArguments();
    if (name == null) {
      name = machine.property(NAME);
    }
    if (name == null) {
      name = machine.variable("SPRING_APPLICATION_NAME");
    }
    if (name == null) {
      name = in(machine.file(""));
    }
    if (name == null) {
      name = onClassPath();
    }
    return name == null && jar != null ? inJar(jar) : name;
  }

  private @Nullable String inArguments() {
    String command = machine.property("sun.java.command");
    int start = command == null ? -1 : command.indexOf(ARGUMENT);
    if (command == null || start < 0) {
      return null;
    }
    start += ARGUMENT.length();
    int end = command.indexOf(' ', start);
    return value(end < 0 ? command.substring(start) : command.substring(start, end));
  }

  private @Nullable String onClassPath() {
    String path = machine.property("java.class.path");
    if (path == null) {
      return null;
    }
    int start = 0;
    while (start <= path.length()) {
      int end = path.indexOf(File.pathSeparatorChar, start);
      if (end < 0) {
        end = path.length();
      }
      File entry = machine.file(path.substring(start, end));
      String name = end > start && entry.isDirectory() ? in(entry) : null;
      if (name != null) {
        return name;
      }
      start = end + 1;
    }
    return null;
  }

  private @Nullable String in(File root) {
    for (String directory : DIRECTORIES) {
      for (String file : FILES) {
        File found = new File(root, directory + file);
        String text = found.isFile() ? Machine.text(found) : null;
        String name = text == null ? null : in(file, text);
        if (name != null) {
          return name;
        }
      }
    }
    return null;
  }

  private @Nullable String inJar(ApplicationJar jar) {
    for (String root : new String[] {"BOOT-INF/classes/", "WEB-INF/classes/", ""}) {
      for (String directory : DIRECTORIES) {
        for (String file : FILES) {
          String text = jar.text(root + directory + file);
          String name = text == null ? null : in(file, text);
          if (name != null) {
            return name;
          }
        }
      }
    }
    return null;
  }

  private @Nullable String in(String file, String text) {
    return value(file.endsWith(".properties") ? inProperties(text) : YamlScan.find(text, NAME));
  }

  private static @Nullable String inProperties(String text) {
    // A line of "#---" or "!---" begins the document of a profile.
    int end = text.indexOf("\n#---");
    int other = text.indexOf("\n!---");
    if (end < 0 || (other >= 0 && other < end)) {
      end = other;
    }
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(end < 0 ? text : text.substring(0, end)));
    } catch (IOException | IllegalArgumentException e) {
      return null;
    }
    return properties.getProperty(NAME);
  }

  /** The text with each {@code ${name:default}} replaced; null when one has no value. */
  private @Nullable String value(@Nullable String text) {
    if (text == null) {
      return null;
    }
    StringBuilder out = new StringBuilder();
    int from = 0;
    for (int open = text.indexOf("${"); open >= 0; open = text.indexOf("${", from)) {
      int close = text.indexOf('}', open);
      if (close < 0) {
        return null;
      }
      int colon = text.indexOf(':', open);
      boolean hasDefault = colon >= 0 && colon < close;
      String name = text.substring(open + 2, hasDefault ? colon : close);
      String value = machine.property(name);
      if (value == null) {
        value = machine.variable(name);
      }
      if (value == null) {
        value = machine.variable(name.replace('.', '_').replace("-", "").toUpperCase(Locale.ROOT));
      }
      if (value == null && hasDefault) {
        value = text.substring(colon + 1, close);
      }
      if (value == null) {
        return null;
      }
      out.append(text, from, open).append(value);
      from = close + 1;
    }
    String value = out.append(text, from, text.length()).toString().trim();
    return value.isEmpty() ? null : value;
  }
}
