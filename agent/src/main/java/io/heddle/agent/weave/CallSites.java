// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.weave;

import java.util.Arrays;
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

/** The {@code invokedynamic} instructions of one advice: whom they ask, and for what. */
final class CallSites
    implements Advice.BootstrapArgumentResolver.Factory, Advice.BootstrapArgumentResolver {
  private static final Handle DOOR =
      new Handle(
          Opcodes.H_INVOKESTATIC,
          "java/lang/HeddleDoor",
          "link",
          "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
              + "Ljava/lang/String;Ljava/lang/String;)Ljava/lang/invoke/CallSite;",
          false);

  private final String instrumentation;
  private final String adviceClass;

  CallSites(String instrumentation, String adviceClass) {
    this.instrumentation = instrumentation;
    this.adviceClass = adviceClass;
  }

  static MethodDescription.InDefinedShape bootstrapMethod() throws ReflectiveOperationException {
    for (java.lang.reflect.Method method : HeddleDoor.class.getMethods()) {
      if (method.getName().equals("link")) {
        return new MethodDescription.ForLoadedMethod(method);
      }
    }
    throw new NoSuchMethodException("link");
  }

  @Override
  public Advice.BootstrapArgumentResolver resolve(
      MethodDescription.InDefinedShape adviceMethod, boolean exit) {
    return this;
  }

  @Override
  public List<JavaConstant> resolve(TypeDescription type, MethodDescription method) {
    return Arrays.asList(
        JavaConstant.Simple.ofLoaded(instrumentation), JavaConstant.Simple.ofLoaded(adviceClass));
  }

  /** Writes one instruction of this name and type. */
  static void write(
      MethodVisitor out, String name, String descriptor, String instrumentation, String advice) {
    out.visitInvokeDynamicInsn(name, descriptor, DOOR, instrumentation, advice);
  }

  /** Takes the throwable on the stack to where failures are counted. */
  StackManipulation thrown() {
    return new StackManipulation.AbstractBase() {
      @Override
      public Size apply(MethodVisitor out, Implementation.Context context) {
        write(out, Linker.THROWN, "(Ljava/lang/Throwable;)V", instrumentation, adviceClass);
        return new Size(-1, 0);
      }
    };
  }
}
