// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.weave;

import io.heddle.instrumentation.api.MethodMatch;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Puts advice around the calls of one parameterless instance method. The receiver is duplicated on
 * the stack, so no local variable, exception handler or stack map frame is added.
 */
final class AroundCalls extends MethodVisitor {
  private final CallSites sites;
  private final MethodMatch match;

  AroundCalls(MethodVisitor out, CallSites sites, MethodMatch match) {
    super(Opcodes.ASM9, out);
    this.sites = sites;
    this.match = match;
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String descriptor, boolean isInterface) {
    if (opcode == Opcodes.INVOKESTATIC
        || !owner.equals(match.callOwner())
        || !name.equals(match.callName())
        || !descriptor.startsWith("()")) {
      super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
      return;
    }
    super.visitInsn(Opcodes.DUP);
    sites.call(mv, Linker.ENTER, "(Ljava/lang/Object;)V");
    super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    sites.call(mv, Linker.EXIT, "()V");
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    super.visitMaxs(maxStack + 1, maxLocals);
  }
}
