// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.weave;

import io.heddle.agent.AgentJar;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;

/**
 * Raises a class file older than Java 7: computes the stack map frames that it lacks. Super classes
 * are read from class files, never loaded. Subroutines, which version 51 no longer allows, must
 * have been inlined.
 */
final class FrameWriter extends ClassWriter {
  private static final String OBJECT = "java/lang/Object";
  private static final int MAX_DEPTH = 64;

  private final @Nullable ClassLoader loader;

  FrameWriter(@Nullable ClassLoader loader) {
    super(COMPUTE_FRAMES);
    this.loader = loader;
  }

  @Override
  protected String getCommonSuperClass(String first, String second) {
    List<String> ancestors = new ArrayList<>();
    for (String type = first; type != null && ancestors.size() < MAX_DEPTH; ) {
      ancestors.add(type);
      type = superName(type);
    }
    int depth = 0;
    for (String type = second; type != null && depth++ < MAX_DEPTH; type = superName(type)) {
      if (ancestors.contains(type)) {
        return type;
      }
    }
    return OBJECT;
  }

  private @Nullable String superName(String type) {
    if (type.equals(OBJECT)) {
      return null;
    }
    String resource = type + ".class";
    try (InputStream in =
        loader == null
            ? ClassLoader.getSystemResourceAsStream(resource)
            : loader.getResourceAsStream(resource)) {
      if (in == null) {
        return OBJECT;
      }
      ClassReader header = new ClassReader(AgentJar.readFully(in, 4096));
      return (header.getAccess() & 0x0200) != 0 ? OBJECT : header.getSuperName();
    } catch (IOException e) {
      return OBJECT;
    }
  }
}
