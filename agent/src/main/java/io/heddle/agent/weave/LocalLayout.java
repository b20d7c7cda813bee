// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.weave;

import io.heddle.agent.weave.AdviceSpec.Call;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The local variables that one advice adds behind those of a method, and the stack map frames that
 * tell of them (JVMS 4.7.4).
 *
 * <p>In order: what the enter advice returned; copies of what the exit advice takes, since the
 * method may assign to its parameters; the value returned; the exception thrown. The last two live
 * only while the exit is called.
 */
final class LocalLayout {
  /** Internal name of the class. */
  final String owner;

  final boolean isStatic;
  final boolean constructor;

  /** Parameter types of the method. */
  final Type[] arguments;

  /** Return type of the method. */
  final Type result;

  /** Return type of the enter advice. */
  final Type enterType;

  private final int base;
  private final int entered;
  private final int self;
  private final int[] copies;
  private final int last;
  private final int stack;

  /**
   * @param base first variable that is free
   */
  LocalLayout(String owner, int access, String name, String descriptor, int base, AdviceSpec spec) {
    this.owner = owner;
    isStatic = (access & Opcodes.ACC_STATIC) != 0;
    constructor = name.equals("<init>");
    arguments = Type.getArgumentTypes(descriptor);
    result = Type.getReturnType(descriptor);
    this.base = base;
    int next = base;
    enterType = spec.enter == null ? Type.VOID_TYPE : Type.getReturnType(spec.enter.descriptor);
    entered = enterType.getSize() == 0 ? -1 : next;
    next += enterType.getSize();
    Call exit = spec.exit;
    self = exit != null && exit.takes(Call.THIS) && !isStatic && !constructor ? next++ : -1;
    copies = new int[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      copies[i] = -1;
      if (exit != null && exit.takes(i)) {
        copies[i] = next;
        next += arguments[i].getSize();
      }
    }
    last = next;
    int enterSize = spec.enter == null ? 0 : Type.getArgumentsAndReturnSizes(spec.enter.descriptor);
    int exitSize = exit == null ? 0 : Type.getArgumentsAndReturnSizes(exit.descriptor);
    stack = Math.max(Math.max(enterSize >> 2, exitSize >> 2), 2) + 1;
  }

  /** Variable of the enter advice's result, or -1. */
  int entered() {
    return entered;
  }

  int returned() {
    return last;
  }

  int thrown() {
    return last;
  }

  /** First variable behind all of these. */
  int end() {
    return last + 2;
  }

  /** What the calls need on the operand stack beyond what the method does. */
  int stack() {
    return stack;
  }

  /** Variable of {@code this}, or of its copy. */
  int self(boolean copy) {
    return copy && self >= 0 ? self : 0;
  }

  /** Variable of an argument of the method. */
  int argument(int index) {
    int variable = isStatic ? 0 : 1;
    for (int i = 0; i < index; i++) {
      variable += arguments[i].getSize();
    }
    return variable;
  }

  /** Variable of an argument's copy. */
  int copy(int index) {
    return copies[index];
  }

  void writeCopies(MethodVisitor out) {
    if (entered >= 0) {
      out.visitInsn(zero(enterType));
      out.visitVarInsn(enterType.getOpcode(Opcodes.ISTORE), entered);
    }
    if (self >= 0) {
      out.visitVarInsn(Opcodes.ALOAD, 0);
      out.visitVarInsn(Opcodes.ASTORE, self);
    }
    for (int i = 0; i < copies.length; i++) {
      if (copies[i] >= 0) {
        out.visitVarInsn(arguments[i].getOpcode(Opcodes.ILOAD), argument(i));
        out.visitVarInsn(arguments[i].getOpcode(Opcodes.ISTORE), copies[i]);
      }
    }
  }

  /** A frame in which the method's parameters are as they came. */
  void writeInitialFrame(MethodVisitor out, @Nullable String onStack) {
    List<Object> types = new ArrayList<>();
    if (!isStatic) {
      types.add(constructor ? Opcodes.UNINITIALIZED_THIS : owner);
    }
    for (Type argument : arguments) {
      types.add(frameType(argument));
    }
    addOwn(types);
    write(out, types, onStack);
  }

  /** A frame in which nothing is known of the method's own variables. */
  void writeExitFrame(MethodVisitor out, boolean value, @Nullable String onStack) {
    List<Object> types = new ArrayList<>();
    addOwn(types);
    if (value) {
      types.add(frameType(result));
    }
    write(out, types, onStack);
  }

  /** The same while the exception thrown is kept. */
  void writeThrownFrame(MethodVisitor out, String onStack) {
    List<Object> types = new ArrayList<>();
    addOwn(types);
    types.add("java/lang/Throwable");
    write(out, types, onStack);
  }

  /** A frame of the method itself, with the variables added. */
  void writeFrame(
      MethodVisitor out,
      int localCount,
      Object @Nullable [] localTypes,
      int stackCount,
      Object @Nullable [] stackTypes) {
    List<Object> types = new ArrayList<>();
    for (int i = 0; localTypes != null && i < localCount; i++) {
      types.add(localTypes[i]);
    }
    addOwn(types);
    out.visitFrame(Opcodes.F_NEW, types.size(), types.toArray(), stackCount, stackTypes);
  }

  private void addOwn(List<Object> types) {
    int slots = 0;
    for (Object type : types) {
      slots += type == Opcodes.LONG || type == Opcodes.DOUBLE ? 2 : 1;
    }
    for (int i = slots; i < base; i++) {
      types.add(Opcodes.TOP);
    }
    if (entered >= 0) {
      types.add(frameType(enterType));
    }
    if (self >= 0) {
      types.add(owner);
    }
    for (int i = 0; i < copies.length; i++) {
      if (copies[i] >= 0) {
        types.add(frameType(arguments[i]));
      }
    }
  }

  private static void write(MethodVisitor out, List<Object> types, @Nullable String onStack) {
    Object[] onStackTypes = onStack == null ? new Object[0] : new Object[] {onStack};
    out.visitFrame(Opcodes.F_NEW, types.size(), types.toArray(), onStackTypes.length, onStackTypes);
  }

  /** The instruction that pushes nothing of a type. */
  static int zero(Type type) {
    switch (type.getSort()) {
      case Type.LONG:
        return Opcodes.LCONST_0;
      case Type.FLOAT:
        return Opcodes.FCONST_0;
      case Type.DOUBLE:
        return Opcodes.DCONST_0;
      case Type.OBJECT:
      case Type.ARRAY:
        return Opcodes.ACONST_NULL;
      default:
        return Opcodes.ICONST_0;
    }
  }

  private static Object frameType(Type type) {
    switch (type.getSort()) {
      case Type.LONG:
        return Opcodes.LONG;
      case Type.FLOAT:
        return Opcodes.FLOAT;
      case Type.DOUBLE:
        return Opcodes.DOUBLE;
      case Type.ARRAY:
      case Type.OBJECT:
        return type.getInternalName();
      default:
        return Opcodes.INTEGER;
    }
  }
}
