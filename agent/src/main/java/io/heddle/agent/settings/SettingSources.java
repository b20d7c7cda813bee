// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.settings;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The places that settings come from, in their order. */
final class SettingSources {
  /** Names the properties file; read from properties and environment only. */
  static final String CONFIGURATION_FILE = "otel.javaagent.configuration-file";

  private final Map<String, String> properties;
  private final Map<String, String> environment;
  private final Map<String, String> file;

  SettingSources(
      Map<String, String> properties, Map<String, String> environment, Complaints complaints) {
    this.properties = properties;
    this.environment = environment;
    Found path = find(CONFIGURATION_FILE, properties, environment, Collections.emptyMap());
    Map<String, String> read =
        path == null ? Collections.<String, String>emptyMap() : readFile(path.value);
    if (path != null && read == null) {
      complaints.malformed(
          CONFIGURATION_FILE,
          path.writtenAs,
          path.value,
          "a readable properties file",
          "no file is used");
    }
    this.file = read == null ? Collections.<String, String>emptyMap() : read;
  }

  /** The sources of this JVM as they are now. */
  static SettingSources read(@Nullable String agentArguments, Complaints complaints) {
    return new SettingSources(
        properties(agentArguments, complaints), environment(complaints), complaints);
  }

  @Nullable Found find(String name) {
    return find(name, properties, environment, file);
  }

  private static @Nullable Found find(
      String name,
      Map<String, String> properties,
      Map<String, String> environment,
      Map<String, String> file) {
    // The SDK takes "-" and "." in a property's name for the same.
    String dotted = name.replace('-', '.');
    String variable = dotted.replace('.', '_').toUpperCase(Locale.ROOT);
    Found found = in(properties, name);
    if (found == null) {
      found = in(properties, dotted);
    }
    if (found == null) {
      found = in(environment, variable);
    }
    if (found == null) {
      found = in(file, name);
    }
    return found == null ? in(file, dotted) : found;
  }

  private static @Nullable Found in(Map<String, String> source, String name) {
    String value = source.get(name);
    String trimmed = value == null ? "" : value.trim();
    return trimmed.isEmpty() ? null : new Found(name, trimmed);
  }

  /**
   * The system properties that are settings, with the agent's arguments on top, as in the
   * OpenTelemetry Java agent. A copy, so that what the application sets later changes nothing.
   */
  private static Map<String, String> properties(
      @Nullable String agentArguments, Complaints complaints) {
    Map<String, String> found = new HashMap<String, String>();
    try {
      Properties system = System.getProperties();
      for (String name : system.stringPropertyNames()) {
        String value = system.getProperty(name);
        if (value != null && (name.startsWith("otel.") || name.startsWith("heddle."))) {
          found.put(name, value);
        }
      }
    } catch (SecurityException e) {
      complaints.line("system properties", "system properties cannot be read: " + e.getMessage());
    }
    if (agentArguments != null) {
      addArguments(agentArguments, found, complaints);
    }
    return found;
  }

  private static Map<String, String> environment(Complaints complaints) {
    try {
      return System.getenv();
    } catch (SecurityException e) {
      complaints.line("environment", "environment variables cannot be read: " + e.getMessage());
      return Collections.emptyMap();
    }
  }

  private static void addArguments(String arguments, Map<String, String> to, Complaints told) {
    int start = 0;
    while (start < arguments.length()) {
      int end = arguments.indexOf(';', start);
      if (end < 0) {
        end = arguments.length();
      }
      String argument = arguments.substring(start, end).trim();
      int equals = argument.indexOf('=');
      if (equals > 0) {
        to.put(argument.substring(0, equals).trim(), argument.substring(equals + 1).trim());
      } else if (!argument.isEmpty()) {
        told.line(
            "argument " + argument,
            "agent argument "
                + Complaints.shown(argument)
                + ": accepted is name=value;name=value; it is ignored");
      }
      start = end + 1;
    }
  }

  /**
   * The entries of a properties file in UTF-8, or null when there is no such file or it cannot be
   * read.
   */
  private static @Nullable Map<String, String> readFile(String path) {
    Properties read = new Properties();
    try (InputStream in = new FileInputStream(new File(path));
        InputStreamReader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      read.load(reader);
    } catch (IOException | IllegalArgumentException | SecurityException e) {
      return null;
    }
    Map<String, String> found = new HashMap<String, String>();
    for (String name : read.stringPropertyNames()) {
      String value = read.getProperty(name);
      if (value != null) {
        found.put(name, value);
      }
    }
    return found;
  }

  /** A value that is set, with the name by which the user set it. */
  static final class Found {
    final String writtenAs;
    final String value;

    Found(String writtenAs, String value) {
      this.writtenAs = writtenAs;
      this.value = value;
    }
  }
}
