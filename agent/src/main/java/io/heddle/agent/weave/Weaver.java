// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.weave;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.JSRInlinerAdapter;

/**
 * Puts the call sites of advice into method bodies. The class's shape never changes, so that a
 * loaded class can be woven by retransformation and restored.
 *
 * <p>Everything that has to be known of the advice is in the index: neither advice nor the class is
 * described, and only the methods that are touched are decoded; the others are copied as bytes.
 */
final class Weaver {
  /** The first class file version that may hold {@code invokedynamic} (JVMS 4.9.1). */
  private static final int JAVA_7 = 51;

  private Weaver() {}

  /**
   * Whether the class has a method that is advised: another version of a library may have a class
   * of the same name for another purpose, or one with types of another API.
   */
  static boolean matches(Index.Entry entry, byte[] file) {
    return !scan(new ClassReader(file), Collections.singletonList(entry)).isEmpty();
  }

  private static MethodScan scan(ClassReader reader, List<Index.Entry> entries) {
    MethodScan scan = new MethodScan(entries);
    reader.accept(scan, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return scan;
  }

  /**
   * Weaves one class, or gives null when nothing in it matches.
   *
   * @throws RuntimeException when the class file cannot be read or the advice does not fit
   */
  static byte @Nullable [] weave(
      @Nullable ClassLoader loader, String internalName, byte[] file, List<Index.Entry> entries) {
    ClassReader reader = new ClassReader(file);
    MethodScan scan = scan(reader, entries);
    if (scan.isEmpty()) {
      return null;
    }
    boolean old = reader.readUnsignedShort(6) < JAVA_7;
    if (old && scan.hasCalls()) {
      // What is on the operand stack at a call is known from frames alone.
      return weave(loader, internalName, raised(loader, internalName, reader), entries);
    }
    ClassWriter writer = old ? new FrameWriter(loader) : new ClassWriter(reader, 0);
    reader.accept(
        new WeavingVisitor(writer, internalName, scan, old),
        old ? ClassReader.SKIP_FRAMES : ClassReader.EXPAND_FRAMES);
    return writer.toByteArray();
  }

  /** The class at the version of Java 7, otherwise as it is. */
  private static byte[] raised(
      @Nullable ClassLoader loader, String internalName, ClassReader reader) {
    MethodScan nothing = new MethodScan(Collections.<Index.Entry>emptyList());
    ClassWriter writer = new FrameWriter(loader);
    reader.accept(new WeavingVisitor(writer, internalName, nothing, true), ClassReader.SKIP_FRAMES);
    return writer.toByteArray();
  }

  private static final class WeavingVisitor extends ClassVisitor {
    private final String internalName;
    private final MethodScan scan;
    private final boolean old;

    WeavingVisitor(ClassVisitor writer, String internalName, MethodScan scan, boolean old) {
      super(Opcodes.ASM9, writer);
      this.internalName = internalName;
      this.scan = scan;
      this.old = old;
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        @Nullable String signature,
        @Nullable String superName,
        String @Nullable [] interfaces) {
      super.visit(old ? JAVA_7 : version, access, name, signature, superName, interfaces);
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      MethodVisitor target = super.visitMethod(access, name, descriptor, signature, exceptions);
      MethodScan.Found found = scan.of(name, descriptor);
      if (found != null) {
        target = advised(found, target, access, name, descriptor);
      }
      return old
          ? new JSRInlinerAdapter(target, access, name, descriptor, signature, exceptions)
          : target;
    }

    /**
     * Chains one writer for each advice. The first sees the method as it is; each further one sees
     * what those before it wrote, so its variables lie behind theirs.
     */
    private MethodVisitor advised(
        MethodScan.Found found, MethodVisitor writer, int access, String name, String descriptor) {
      int count = found.specs.size();
      LocalLayout[] layouts = new LocalLayout[count];
      int[] bases = new int[count];
      int free = found.maxLocals;
      for (int i = 0; i < count; i++) {
        AdviceSpec spec = found.specs.get(i);
        bases[i] = free;
        if (spec.methods.callOwner() == null) {
          LocalLayout layout = new LocalLayout(internalName, access, name, descriptor, free, spec);
          layouts[i] = layout;
          free = layout.end();
        } else {
          free += AroundCalls.VARIABLES;
        }
      }
      MethodVisitor target = writer;
      for (int i = count - 1; i >= 0; i--) {
        AdviceSpec spec = found.specs.get(i);
        CallSites sites = new CallSites(found.owners.get(i).name(), spec.adviceClass);
        LocalLayout layout = layouts[i];
        target =
            layout == null
                ? new AroundCalls(
                    target, sites, spec, bases[i], internalName, access, name, descriptor)
                : new AdvisedMethod(target, sites, spec, layout);
      }
      return target;
    }
  }
}
