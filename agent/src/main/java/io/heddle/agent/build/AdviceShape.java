// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.build;

import io.heddle.agent.AgentJar;
import io.heddle.instrumentation.api.Instrumentation.AdviceBinding;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;

/**
 * What every advice must be, checked while the agent is built, from class files: the libraries that
 * advice names are not on the agent's class path.
 */
final class AdviceShape {
  private static final int PUBLIC_STATIC = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;

  private AdviceShape() {}

  /**
   * Checks one advice and gives its class name.
   *
   * @throws IOException naming the advice and what is wrong with it
   */
  static String check(String instrumentation, AdviceBinding binding) throws IOException {
    String advice = instrumentation + "$" + binding.advice();
    byte[] file = read(advice);
    if (file == null) {
      advice =
          instrumentation.substring(0, instrumentation.lastIndexOf('.') + 1) + binding.advice();
      file = read(advice);
    }
    if (file == null) {
      throw new IOException(instrumentation + " names " + advice + ", which does not exist");
    }
    Shape shape = new Shape();
    OpenedClassReader.of(file).accept(shape, ClassReader.SKIP_CODE);
    boolean around = binding.method().callOwner() != null;
    for (MethodShape method : shape.methods) {
      String problem = problem(method, around);
      if (problem != null) {
        throw new IOException(advice + "." + method.name + " " + problem);
      }
    }
    if (shape.methods.isEmpty() || !shape.isPublic) {
      throw new IOException(advice + ": must be public and have onEnter or onExit");
    }
    return advice;
  }

  private static @Nullable String problem(MethodShape method, boolean around) {
    if ((method.access & PUBLIC_STATIC) != PUBLIC_STATIC) {
      return "must be public and static";
    }
    if (around) {
      return null;
    }
    if (method.advice == null) {
      return "is neither onEnter nor onExit";
    }
    if (!method.name.equals(method.advice)) {
      return "is misnamed";
    }
    if (!method.suppressed.equals("java.lang.Throwable")) {
      return "must suppress Throwable";
    }
    if (method.inline) {
      return "must not be inlined";
    }
    for (Type type : Type.getArgumentTypes(method.descriptor)) {
      if (type.getClassName().startsWith("io.heddle.")) {
        return "must declare ours as Object";
      }
    }
    return null;
  }

  private static byte @Nullable [] read(String className) throws IOException {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    try (InputStream in = loader.getResourceAsStream(className.replace('.', '/') + ".class")) {
      return in == null ? null : AgentJar.readFully(in, 4096);
    }
  }

  private static final class Shape extends ClassVisitor {
    final List<MethodShape> methods = new ArrayList<>();
    boolean isPublic;

    Shape() {
      super(OpenedClassReader.ASM_API);
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        @Nullable String signature,
        @Nullable String superName,
        String @Nullable [] interfaces) {
      isPublic = (access & Opcodes.ACC_PUBLIC) != 0;
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      if (name.equals("<init>") || (access & Opcodes.ACC_SYNTHETIC) != 0) {
        return null;
      }
      MethodShape method = new MethodShape(access, name, descriptor);
      methods.add(method);
      return method;
    }
  }

  private static final class MethodShape extends MethodVisitor {
    final int access;
    final String name;
    final String descriptor;
    @Nullable String advice;
    String suppressed = "";
    boolean inline = true;

    MethodShape(int access, String name, String descriptor) {
      super(OpenedClassReader.ASM_API);
      this.access = access;
      this.name = name;
      this.descriptor = descriptor;
    }

    @Override
    public @Nullable AnnotationVisitor visitAnnotation(String type, boolean visible) {
      if (type.equals(Type.getDescriptor(Advice.OnMethodEnter.class))) {
        advice = "onEnter";
      } else if (type.equals(Type.getDescriptor(Advice.OnMethodExit.class))) {
        advice = "onExit";
      } else {
        return null;
      }
      return new AnnotationVisitor(OpenedClassReader.ASM_API) {
        @Override
        public void visit(String key, Object value) {
          if (key.equals("suppress")) {
            suppressed = ((Type) value).getClassName();
          } else if (key.equals("inline")) {
            inline = (Boolean) value;
          }
        }
      };
    }
  }
}
