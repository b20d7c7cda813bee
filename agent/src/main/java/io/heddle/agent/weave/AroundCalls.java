// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.weave;

import io.heddle.instrumentation.api.MethodMatch;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.utility.OpenedClassReader;

/**
 * Puts advice around the calls of one parameterless instance method. The receiver is duplicated on
 * the stack, so no local variable, exception handler or stack map frame is added.
 */
final class AroundCalls extends MethodVisitor {
  private final MethodMatch match;

  AroundCalls(MethodVisitor out, MethodMatch match) {
    super(OpenedClassReader.ASM_API, out);
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
    CallSites.write(mv, Linker.ENTER, "(Ljava/lang/Object;)V");
    super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    CallSites.write(mv, Linker.EXIT, "()V");
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    super.visitMaxs(maxStack + 1, maxLocals);
  }
}
