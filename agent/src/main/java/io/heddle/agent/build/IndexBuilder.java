// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.build;

import io.heddle.instrumentation.api.Instrumentation;
import io.heddle.instrumentation.api.Instrumentation.AdviceBinding;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Writes the index from the instrumentations on the class path, and checks the shape of their
 * advice. Run by the build of the agent after its classes are compiled.
 */
public final class IndexBuilder {
  private static final String TEXT_CLASS = "io/heddle/agent/weave/IndexText";

  /** Most characters of one string constant (JVMS 4.4.7 counts 65,535 bytes). */
  private static final int CHUNK = 20_000;

  private IndexBuilder() {}

  /**
   * @param args the folder of the agent's compiled classes
   */
  public static void main(String[] args) throws Exception {
    Path classes = new File(args[0]).toPath();
    String text = text();
    Path readable = classes.resolve("META-INF/heddle/index.txt");
    Files.createDirectories(readable.getParent());
    Files.write(readable, text.getBytes(StandardCharsets.UTF_8));
    Files.write(classes.resolve(TEXT_CLASS + ".class"), textClass(text));
    lowerVersion(classes.resolve("io/heddle/agent/HeddleAgent.class"));
  }

  /** The index of every instrumentation that the class path declares as a service. */
  static String text() throws IOException {
    List<Instrumentation> all = new ArrayList<>();
    for (Instrumentation instrumentation : ServiceLoader.load(Instrumentation.class)) {
      all.add(instrumentation);
    }
    all.sort(
        Comparator.comparing(Instrumentation::name)
            .thenComparing(instrumentation -> instrumentation.getClass().getName()));
    StringBuilder text = new StringBuilder();
    for (Instrumentation instrumentation : all) {
      String className = instrumentation.getClass().getName();
      text.append("instrumentation ").append(instrumentation.name());
      if (!instrumentation.generalName().equals(instrumentation.name())) {
        text.append(',').append(instrumentation.generalName());
      }
      text.append(' ');
      text.append(className).append('\n');
      if (instrumentation.types().lastJava() != 0) {
        text.append("until ").append(instrumentation.types().lastJava()).append('\n');
      }
      append(text, "type ", instrumentation.types().names());
      append(text, "subtypes ", instrumentation.types().supertypes());
      append(text, "except ", instrumentation.types().exceptions());
      List<String> advices = new ArrayList<>();
      for (AdviceBinding binding : instrumentation.bindings()) {
        AdviceReader reader = new AdviceReader(className, binding);
        advices.add(reader.adviceClass());
        text.append("advise ").append(reader.line()).append('\n');
      }
      for (String required : RequiredMembers.of(className, advices)) {
        text.append("require ").append(required).append('\n');
      }
    }
    return text.toString();
  }

  private static void append(StringBuilder text, String keyword, List<String> names) {
    for (String name : names) {
      text.append(keyword).append(name.replace('.', '/')).append('\n');
    }
  }

  private static byte[] textClass(String text) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(
        Opcodes.V1_8,
        Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER,
        TEXT_CLASS,
        null,
        "java/lang/Object",
        null);
    MethodVisitor method =
        writer.visitMethod(
            Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "text", "()Ljava/lang/String;", null, null);
    method.visitCode();
    method.visitLdcInsn("");
    for (int start = 0; start < text.length(); start += CHUNK) {
      method.visitLdcInsn(text.substring(start, Math.min(start + CHUNK, text.length())));
      method.visitMethodInsn(
          Opcodes.INVOKEVIRTUAL,
          "java/lang/String",
          "concat",
          "(Ljava/lang/String;)Ljava/lang/String;",
          false);
    }
    method.visitInsn(Opcodes.ARETURN);
    method.visitMaxs(0, 0);
    method.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }

  /**
   * Lowers the entry class to Java 6, so that an older JVM reads it far enough to be told why the
   * agent stays out; it uses nothing that needs more.
   */
  private static void lowerVersion(Path entry) throws IOException {
    byte[] file = Files.readAllBytes(entry);
    file[7] = 50;
    Files.write(entry, file);
  }
}
