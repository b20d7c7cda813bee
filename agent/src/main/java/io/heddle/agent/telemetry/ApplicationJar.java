// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/** The jar that the JVM was started with by {@code -jar}. For one thread. */
final class ApplicationJar implements Closeable {
  private final String fileName;
  private final @Nullable JarFile jar;
  private final @Nullable Attributes manifest;

  private ApplicationJar(File file) {
    this.fileName = file.getName();
    JarFile opened = null;
    Attributes read = null;
    try {
      // Unverified: verification would initialise security providers.
      opened = new JarFile(file, false);
      Manifest found = opened.getManifest();
      read = found == null ? null : found.getMainAttributes();
    } catch (IOException | SecurityException e) {
      // A jar that cannot be read still has a name.
    }
    this.jar = opened;
    this.manifest = read;
  }

  /** The jar named first in {@code sun.java.command}, or null when there is none. */
  static @Nullable ApplicationJar open(Machine machine) {
    String command = machine.property("sun.java.command");
    if (command == null) {
      return null;
    }
    // Neither the end of a path with spaces nor the begin of the arguments is marked.
    int end = command.indexOf(' ');
    while (true) {
      String path = end < 0 ? command : command.substring(0, end);
      if (path.endsWith(".jar") || path.endsWith(".war")) {
        File file = machine.file(path);
        if (file.isFile()) {
          return new ApplicationJar(file);
        }
      }
      if (end < 0) {
        return null;
      }
      end = command.indexOf(' ', end + 1);
    }
  }

  @Nullable String title() {
    return attribute(Attributes.Name.IMPLEMENTATION_TITLE);
  }

  @Nullable String version() {
    return attribute(Attributes.Name.IMPLEMENTATION_VERSION);
  }

  private @Nullable String attribute(Attributes.Name name) {
    String value = manifest == null ? null : manifest.getValue(name);
    return value == null || value.trim().isEmpty() ? null : value.trim();
  }

  /** {@code orders-service} for {@code orders-service-1.2.3-SNAPSHOT.jar}. */
  String nameWithoutVersion() {
    String name = fileName.substring(0, fileName.length() - ".jar".length());
    for (int dash = name.indexOf('-'); dash > 0; dash = name.indexOf('-', dash + 1)) {
      int digits = dash + 1;
      while (digits < name.length() && name.charAt(digits) >= '0' && name.charAt(digits) <= '9') {
        digits++;
      }
      if (digits > dash + 1
          && (digits == name.length()
              || name.charAt(digits) == '.'
              || name.startsWith("-SNAPSHOT", digits))) {
        return name.substring(0, dash);
      }
    }
    return name;
  }

  /** The text of an entry, or null when there is none. */
  @Nullable String text(String entry) {
    if (jar == null) {
      return null;
    }
    ZipEntry found = jar.getEntry(entry);
    if (found == null) {
      return null;
    }
    try (InputStream in = jar.getInputStream(found)) {
      return Machine.text(in);
    } catch (IOException | SecurityException e) {
      return null;
    }
  }

  @Override
  public void close() {
    if (jar != null) {
      try {
        jar.close();
      } catch (IOException e) {
        // Nothing was written.
      }
    }
  }
}
