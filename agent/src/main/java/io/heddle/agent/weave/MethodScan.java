// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.weave;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * First look at a class: which methods are advised, and what must be known of each before its code
 * is written again: how many local variables it has.
 */
final class MethodScan extends ClassVisitor {
  private final List<Index.Entry> entries;
  private final Map<String, Found> found = new HashMap<>();
  private boolean calls;

  MethodScan(List<Index.Entry> entries) {
    super(Opcodes.ASM9);
    this.entries = entries;
  }

  /** What was found of a method, or null when it is not advised. */
  @Nullable Found of(String name, String descriptor) {
    return found.get(name + descriptor);
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  /** Whether calls inside of a method are advised. */
  boolean hasCalls() {
    return calls;
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    if ((access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) != 0) {
      return null;
    }
    Found method = null;
    for (Index.Entry entry : entries) {
      for (AdviceSpec spec : entry.advice()) {
        if (spec.methods.matches(name, descriptor)) {
          if (method == null) {
            method = new Found();
            found.put(name + descriptor, method);
          }
          method.owners.add(entry);
          method.specs.add(spec);
          calls |= spec.methods.callOwner() != null;
        }
      }
    }
    return method;
  }

  /** An advised method. */
  static final class Found extends MethodVisitor {
    final List<Index.Entry> owners = new ArrayList<>(1);
    final List<AdviceSpec> specs = new ArrayList<>(1);
    int maxLocals;

    Found() {
      super(Opcodes.ASM9);
    }

    @Override
    public void visitMaxs(int maxStack, int locals) {
      maxLocals = locals;
    }
  }
}
