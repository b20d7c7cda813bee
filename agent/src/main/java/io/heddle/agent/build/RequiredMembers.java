// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.build;

import io.heddle.agent.AgentJar;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** The library members that an instrumentation's advice and helpers call, read from their code. */
final class RequiredMembers {
  /** Types that are always there, or that come with the agent. */
  private static final String[] GIVEN = {
    "java/",
    "jdk/",
    "sun/",
    "com/sun/",
    "org/jspecify/",
    "io/heddle/",
    "io/opentelemetry/",
    "net/bytebuddy/"
  };

  private final String prefix;
  private final Set<String> required = new TreeSet<>();
  private final Set<String> visited = new HashSet<>();
  private final Deque<String> pending = new ArrayDeque<>();

  private RequiredMembers(String prefix) {
    this.prefix = prefix;
  }

  /** Lines of owner, name and descriptor; an owner alone where only the type is named. */
  static Collection<String> of(String instrumentation, Collection<String> advices)
      throws IOException {
    String internal = instrumentation.replace('.', '/');
    RequiredMembers members =
        new RequiredMembers(internal.substring(0, internal.lastIndexOf('/') + 1));
    for (String advice : advices) {
      members.visit(advice.replace('.', '/'));
    }
    while (!members.pending.isEmpty()) {
      members.read(members.pending.remove());
    }
    return members.required;
  }

  private void visit(String type) {
    if (type.startsWith(prefix)) {
      if (visited.add(type)) {
        pending.add(type);
      }
    } else if (!isGiven(type)) {
      required.add(type);
    }
  }

  private void member(String owner, String name, String descriptor) {
    if (owner.startsWith("[")) {
      return;
    }
    visit(owner);
    if (!owner.startsWith(prefix) && !isGiven(owner)) {
      required.add(owner + " " + name + " " + descriptor);
    }
  }

  private static boolean isGiven(String type) {
    for (String given : GIVEN) {
      if (type.startsWith(given)) {
        return true;
      }
    }
    return type.startsWith("[");
  }

  private void read(String type) throws IOException {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    try (InputStream in = loader.getResourceAsStream(type + ".class")) {
      if (in == null) {
        throw new IOException(type + " is not on the class path");
      }
      new ClassReader(AgentJar.readFully(in, 4096))
          .accept(new References(), ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    }
  }

  private final class References extends ClassVisitor {
    References() {
      super(Opcodes.ASM9);
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        @Nullable String signature,
        @Nullable String superName,
        String @Nullable [] interfaces) {
      if (superName != null) {
        RequiredMembers.this.visit(superName);
      }
      if (interfaces != null) {
        for (String type : interfaces) {
          RequiredMembers.this.visit(type);
        }
      }
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      return new MethodVisitor(Opcodes.ASM9) {
        @Override
        public void visitMethodInsn(
            int opcode, String owner, String called, String type, boolean isInterface) {
          member(owner, called, type);
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String field, String type) {
          member(owner, field, type);
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
          RequiredMembers.this.visit(type);
        }

        @Override
        public void visitLdcInsn(Object value) {
          if (value instanceof Type && ((Type) value).getSort() == Type.OBJECT) {
            RequiredMembers.this.visit(((Type) value).getInternalName());
          }
        }
      };
    }
  }
}
