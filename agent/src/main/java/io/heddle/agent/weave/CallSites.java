// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.weave;

import java.util.Collections;
import java.util.List;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.bytecode.StackManipulation;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.utility.JavaConstant;
import net.bytebuddy.utility.OpenedClassReader;

/**
 * Writes the {@code invokedynamic} instructions of one advice, which ask the door for it by name.
 *
 * <p>Byte Buddy is told of a bootstrap method without constants, and they are added here: its own
 * form of constants defines a proxy class for each kind, a sixth of the cost of the first weave.
 */
final class CallSites extends MethodVisitor {
  private static final String DOOR_TYPE = "java/lang/HeddleDoor";
  private static final String LINK = "link";
  private static final Handle DOOR =
      new Handle(
          Opcodes.H_INVOKESTATIC,
          DOOR_TYPE,
          LINK,
          "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
              + "Ljava/lang/String;Ljava/lang/String;)Ljava/lang/invoke/CallSite;",
          false);

  private final String instrumentation;
  private final String adviceClass;

  /**
   * @param out the method being woven
   * @param instrumentation its name in settings
   * @param adviceClass binary name of the advice
   */
  CallSites(MethodVisitor out, String instrumentation, String adviceClass) {
    super(OpenedClassReader.ASM_API, out);
    this.instrumentation = instrumentation;
    this.adviceClass = adviceClass;
  }

  @Override
  public void visitInvokeDynamicInsn(
      String name, String descriptor, Handle bootstrap, Object... arguments) {
    if (bootstrap.getOwner().equals(DOOR_TYPE) && arguments.length == 0) {
      super.visitInvokeDynamicInsn(name, descriptor, DOOR, instrumentation, adviceClass);
    } else {
      super.visitInvokeDynamicInsn(name, descriptor, bootstrap, arguments);
    }
  }

  /** Writes one instruction of this name and type. */
  static void write(MethodVisitor out, String name, String descriptor) {
    out.visitInvokeDynamicInsn(name, descriptor, DOOR);
  }

  /** The door as Byte Buddy is told of it. */
  static MethodDescription.InDefinedShape bootstrapMethod() {
    return Descriptions.method(
        Descriptions.type(DOOR_TYPE, Opcodes.ACC_PUBLIC),
        Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC,
        LINK,
        "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;)"
            + "Ljava/lang/invoke/CallSite;");
  }

  /** Gives no constants. */
  static final class NoArguments
      implements Advice.BootstrapArgumentResolver.Factory, Advice.BootstrapArgumentResolver {
    @Override
    public Advice.BootstrapArgumentResolver resolve(
        MethodDescription.InDefinedShape adviceMethod, boolean exit) {
      return this;
    }

    @Override
    public List<JavaConstant> resolve(TypeDescription type, MethodDescription method) {
      return Collections.emptyList();
    }
  }

  /** Takes the throwable on the stack to where failures are counted. */
  static final class Thrown extends StackManipulation.AbstractBase {
    @Override
    public Size apply(MethodVisitor out, Implementation.Context context) {
      write(out, Linker.THROWN, "(Ljava/lang/Throwable;)V");
      return new Size(-1, 0);
    }
  }
}
