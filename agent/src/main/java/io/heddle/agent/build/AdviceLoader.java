// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.build;

import io.heddle.agent.AgentJar;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/**
 * Loads advice so that its signatures can be read. The libraries that these name are not on the
 * class path of the agent's build; an empty interface stands for each of their types.
 */
final class AdviceLoader extends ClassLoader {
  private static final String INSTRUMENTATIONS = "io.heddle.instrumentation.";

  AdviceLoader(ClassLoader parent) {
    super(parent);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (name.startsWith(INSTRUMENTATIONS)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : define(name, read(name));
    }
    try {
      return super.loadClass(name, resolve);
    } catch (ClassNotFoundException e) {
      return define(name, empty(name));
    }
  }

  private Class<?> define(String name, byte @Nullable [] file) throws ClassNotFoundException {
    if (file == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, file, 0, file.length);
  }

  private byte @Nullable [] read(String name) throws ClassNotFoundException {
    try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
      return in == null ? null : AgentJar.readFully(in, 4096);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  private static byte[] empty(String name) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(
        Opcodes.V1_8,
        Opcodes.ACC_PUBLIC | Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT,
        name.replace('.', '/'),
        null,
        "java/lang/Object",
        null);
    writer.visitEnd();
    return writer.toByteArray();
  }
}
