// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.weave;

import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Writes the instructions by which woven code asks the door. */
final class CallSites {
  private static final String DOOR_TYPE = "java/lang/HeddleDoor";
  private static final Handle LINK =
      new Handle(
          Opcodes.H_INVOKESTATIC,
          DOOR_TYPE,
          "link",
          "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
              + "Ljava/lang/String;Ljava/lang/String;)Ljava/lang/invoke/CallSite;",
          false);

  private final String instrumentation;
  private final String adviceClass;

  /**
   * @param instrumentation its name in settings
   * @param adviceClass binary name of the advice
   */
  CallSites(String instrumentation, String adviceClass) {
    this.instrumentation = instrumentation;
    this.adviceClass = adviceClass;
  }

  /** Calls a method of the advice. */
  void call(MethodVisitor out, String name, String descriptor) {
    out.visitInvokeDynamicInsn(name, descriptor, LINK, instrumentation, adviceClass);
  }

  /** Takes the throwable on the stack to where failures are counted. */
  void thrown(MethodVisitor out) {
    call(out, Linker.THROWN, "(Ljava/lang/Throwable;)V");
  }

  /** Leaves the upper of two references on the stack unless it is null, else the lower. */
  static void orElse(MethodVisitor out) {
    out.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        DOOR_TYPE,
        "orElse",
        "(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;",
        false);
  }
}
