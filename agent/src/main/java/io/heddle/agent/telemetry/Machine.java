// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** What a resource is detected from: files, system properties, environment variables. */
final class Machine {
  private static final int MAX_TEXT = 256 * 1024;

  private final File root;
  private final Map<String, String> properties;
  private final Map<String, String> environment;

  /**
   * @param root the directory that stands for {@code /}
   */
  Machine(File root, Map<String, String> properties, Map<String, String> environment) {
    this.root = root;
    this.properties = properties;
    this.environment = environment;
  }

  /** The machine this JVM runs on. */
  static Machine local() {
    Map<String, String> properties = new HashMap<String, String>();
    Map<String, String> environment = Collections.emptyMap();
    try {
      environment = System.getenv();
      Properties system = System.getProperties();
      for (String name : system.stringPropertyNames()) {
        String value = system.getProperty(name);
        if (value != null) {
          properties.put(name, value);
        }
      }
    } catch (SecurityException e) {
      // What a security manager guards is not detected.
    }
    return new Machine(new File("/"), properties, environment);
  }

  /** A system property that is set and not empty. */
  @Nullable String property(String name) {
    return nonEmpty(properties.get(name));
  }

  /** An environment variable that is set and not empty. */
  @Nullable String variable(String name) {
    return nonEmpty(environment.get(name));
  }

  /** The text of a system file such as {@code proc/self/stat}, or null. */
  @Nullable String text(String path) {
    return text(new File(root, path));
  }

  /** The text of a system file without white space around it, or null when nothing is left. */
  @Nullable String trimmed(String path) {
    String text = text(path);
    return text == null ? null : nonEmpty(text);
  }

  /** A path of the user's, relative to the JVM's working directory. */
  File file(String path) {
    File file = new File(path);
    String directory = property("user.dir");
    return file.isAbsolute() || directory == null ? file : new File(directory, path);
  }

  /** The text of a file in UTF-8, at most its first 256 KiB, or null when it cannot be read. */
  static @Nullable String text(File file) {
    try (InputStream in = new FileInputStream(file)) {
      return text(in);
    } catch (IOException | SecurityException e) {
      return null;
    }
  }

  static String text(InputStream in) throws IOException {
    byte[] bytes = new byte[8 * 1024];
    int length = 0;
    while (length < MAX_TEXT) {
      if (length == bytes.length) {
        bytes = Arrays.copyOf(bytes, length * 2);
      }
      int read = in.read(bytes, length, bytes.length - length);
      if (read < 0) {
        break;
      }
      length += read;
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  private static @Nullable String nonEmpty(@Nullable String text) {
    String trimmed = text == null ? "" : text.trim();
    return trimmed.isEmpty() ? null : trimmed;
  }
}
