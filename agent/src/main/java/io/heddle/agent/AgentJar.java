// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLDecoder;
import java.security.CodeSource;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The agent's jar file, read by its entries.
 *
 * <p>{@code ClassLoader.getResourceAsStream} would go through the {@code jar:} protocol handler,
 * which costs ten times as much on first use; {@link ZipFile} shares the central directory that the
 * JVM has already read. Thread-safe.
 */
public final class AgentJar {
  private static @Nullable ZipFile file;

  private AgentJar() {}

  /** The bytes of an entry, or null when there is none. */
  public static byte @Nullable [] read(String entry) throws IOException {
    ZipFile jar = open();
    ZipEntry found = jar.getEntry(entry);
    if (found == null) {
      return null;
    }
    try (InputStream in = jar.getInputStream(found)) {
      return readFully(in, (int) Math.max(found.getSize(), 32));
    }
  }

  /** Reads a stream to its end. */
  public static byte[] readFully(InputStream in, int expected) throws IOException {
    byte[] buffer = new byte[expected];
    int length = 0;
    while (true) {
      int count = in.read(buffer, length, buffer.length - length);
      if (count < 0) {
        return length == buffer.length ? buffer : java.util.Arrays.copyOf(buffer, length);
      }
      length += count;
      if (length == buffer.length) {
        int next = in.read();
        if (next < 0) {
          return buffer;
        }
        buffer = java.util.Arrays.copyOf(buffer, buffer.length * 2);
        buffer[length++] = (byte) next;
      }
    }
  }

  private static synchronized ZipFile open() throws IOException {
    ZipFile jar = file;
    if (jar == null) {
      jar = new ZipFile(locate());
      file = jar;
    }
    return jar;
  }

  /** Where the agent's jar is. */
  public static File locate() throws IOException {
    CodeSource source = AgentJar.class.getProtectionDomain().getCodeSource();
    String path;
    if (source != null) {
      path = source.getLocation().getPath();
    } else {
      // On -Xbootclasspath/a the class has no code source.
      URL url =
          ClassLoader.getSystemResource(AgentJar.class.getName().replace('.', '/') + ".class");
      String full = String.valueOf(url);
      int end = full.indexOf("!/");
      if (!full.startsWith("jar:file:") || end < 0) {
        throw new IOException("the agent's jar cannot be found from " + full);
      }
      path = full.substring("jar:file:".length(), end);
    }
    return new File(URLDecoder.decode(path.replace("+", "%2B"), "UTF-8"));
  }
}
