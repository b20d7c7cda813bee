// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.weave;

import io.heddle.agent.weave.AdviceSpec.Call;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.TypePath;
import org.objectweb.asm.commons.AnalyzerAdapter;

/**
 * Writes a method again with advice around the calls that it makes of one method, such as the
 * {@code task.run()} of a worker's loop. What advice throws is caught in place; what the call
 * throws passes the exit and goes on.
 *
 * <p>A call with values below its receiver on the operand stack is left alone: an exception handler
 * would lose them (JVMS 2.10). So is one whose arguments have no room in {@link #ARGUMENTS}.
 */
final class AroundCalls extends AnalyzerAdapter {
  /** Local variables for the arguments of a call, and then for its result. */
  private static final int ARGUMENTS = 4;

  /**
   * Local variables that {@link AroundCalls} adds: receiver, state of the advice, exception,
   * arguments.
   */
  static final int VARIABLES = 3 + ARGUMENTS;

  private static final String OBJECT = "java/lang/Object";
  private static final String THROWABLE = "java/lang/Throwable";

  private final CallSites sites;
  private final AdviceSpec spec;
  private final int receiver;
  private final List<Handler> handlers = new ArrayList<>();
  private final List<Handler> own = new ArrayList<>();

  /**
   * @param base first local variable that is free
   */
  AroundCalls(
      MethodVisitor out,
      CallSites sites,
      AdviceSpec spec,
      int base,
      String owner,
      int access,
      String name,
      String descriptor) {
    super(Opcodes.ASM9, owner, access, name, descriptor, out);
    this.sites = sites;
    this.spec = spec;
    receiver = base;
  }

  @Override
  public void visitTryCatchBlock(Label from, Label to, Label target, @Nullable String type) {
    handlers.add(new Handler(from, to, target, type));
  }

  @Override
  public @Nullable AnnotationVisitor visitTryCatchAnnotation(
      int typeRef, @Nullable TypePath path, String descriptor, boolean visible) {
    // Refers to a handler by its number, which changes.
    return null;
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String descriptor, boolean isInterface) {
    if (opcode == Opcodes.INVOKESTATIC
        || !name.equals(spec.methods.callName())
        || !owner.equals(spec.methods.callOwner())
        || !isAlone(descriptor)) {
      super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
      return;
    }
    Type[] arguments = Type.getArgumentTypes(descriptor);
    int last = receiver + 3 + stack.size() - 1;
    for (int i = arguments.length - 1; i >= 0; i--) {
      last -= arguments[i].getSize();
      mv.visitVarInsn(arguments[i].getOpcode(Opcodes.ISTORE), last);
    }
    mv.visitVarInsn(Opcodes.ASTORE, receiver);
    mv.visitInsn(Opcodes.ACONST_NULL);
    mv.visitVarInsn(Opcodes.ASTORE, receiver + 1);
    List<Object> left = frameOf(stack.get(0));
    List<Object> before = new ArrayList<>(left);
    before.add(Opcodes.TOP);
    for (Object type : stack.subList(1, stack.size())) {
      if (type != Opcodes.TOP) { // the second half of a long or double
        before.add(type);
      }
    }
    Label from = new Label();
    Label to = new Label();
    Label after = new Label();
    Label thrown = new Label();
    guarded(spec.enter, Linker.ENTER, before, arguments);
    mv.visitLabel(from);
    mv.visitVarInsn(Opcodes.ALOAD, receiver);
    int variable = receiver + 3;
    for (Type argument : arguments) {
      mv.visitVarInsn(argument.getOpcode(Opcodes.ILOAD), variable);
      variable += argument.getSize();
    }
    mv.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    mv.visitLabel(to);
    Type result = Type.getReturnType(descriptor);
    List<Object> returned = new ArrayList<>(left);
    if (result.getSort() != Type.VOID) {
      mv.visitVarInsn(Opcodes.ASTORE, receiver + 3);
      returned.add(Opcodes.TOP);
      returned.add(result.getInternalName());
    }
    guarded(spec.exit, Linker.EXIT, returned, arguments);
    mv.visitJumpInsn(Opcodes.GOTO, after);
    mv.visitLabel(thrown);
    frame(left, THROWABLE);
    mv.visitVarInsn(Opcodes.ASTORE, receiver + 2);
    List<Object> failing = new ArrayList<>(left);
    failing.add(THROWABLE);
    guarded(spec.exit, Linker.EXIT, failing, arguments);
    mv.visitVarInsn(Opcodes.ALOAD, receiver + 2);
    mv.visitInsn(Opcodes.ATHROW);
    mv.visitLabel(after);
    frame(returned, null);
    // The method's own next instruction may have a frame too, and one place takes but one.
    mv.visitInsn(Opcodes.NOP);
    own.add(new Handler(from, to, thrown, THROWABLE));
    stack.clear();
    if (result.getSort() != Type.VOID) {
      mv.visitVarInsn(Opcodes.ALOAD, receiver + 3);
      stack.add(result.getInternalName());
    }
  }

  /** Whether a call returns an object or nothing, and finds just what it takes on the stack. */
  private boolean isAlone(String descriptor) {
    int slots = (Type.getArgumentsAndReturnSizes(descriptor) >> 2) - 1;
    int result = Type.getReturnType(descriptor).getSort();
    return (result == Type.VOID || result == Type.OBJECT)
        && slots <= ARGUMENTS
        && stack != null
        && stack.size() == slots + 1;
  }

  /** Calls the advice so that nothing it throws gets out; the operand stack is empty here. */
  private void guarded(@Nullable Call call, String name, List<Object> frame, Type[] arguments) {
    if (call == null) {
      return;
    }
    Label from = new Label();
    Label to = new Label();
    Label failed = new Label();
    Label after = new Label();
    mv.visitLabel(from);
    for (int source : call.sources) {
      mv.visitVarInsn(Opcodes.ALOAD, variable(source, arguments));
    }
    sites.call(mv, name, call.descriptor);
    if (Type.getReturnType(call.descriptor).getSort() != Type.VOID) {
      mv.visitVarInsn(Opcodes.ASTORE, receiver + 1);
    }
    mv.visitLabel(to);
    mv.visitJumpInsn(Opcodes.GOTO, after);
    mv.visitLabel(failed);
    frame(frame, THROWABLE);
    sites.thrown(mv);
    mv.visitLabel(after);
    frame(frame, null);
    mv.visitInsn(Opcodes.NOP);
    own.add(new Handler(from, to, failed, THROWABLE));
  }

  private int variable(int source, Type[] arguments) {
    if (source == Call.ENTERED) {
      return receiver + 1;
    }
    if (source == Call.THIS) {
      return receiver;
    }
    if (source >= arguments.length || arguments[source].getSort() < Type.ARRAY) {
      throw new IllegalStateException(spec.adviceClass + " takes argument " + source);
    }
    int variable = receiver + 3;
    for (int i = 0; i < source; i++) {
      variable += arguments[i].getSize();
    }
    return variable;
  }

  /** The variables of the method as they are here, then the receiver and the state. */
  private List<Object> frameOf(Object receiverType) {
    List<Object> types = new ArrayList<>();
    for (int i = 0; i < locals.size(); i++) {
      Object type = locals.get(i);
      types.add(type);
      if (type == Opcodes.LONG || type == Opcodes.DOUBLE) {
        i++;
      }
    }
    for (int i = locals.size(); i < receiver; i++) {
      types.add(Opcodes.TOP);
    }
    types.add(receiverType == Opcodes.NULL ? OBJECT : receiverType);
    types.add(OBJECT);
    return types;
  }

  private void frame(List<Object> types, @Nullable String onStack) {
    Object[] stackTypes = onStack == null ? new Object[0] : new Object[] {onStack};
    mv.visitFrame(Opcodes.F_NEW, types.size(), types.toArray(), stackTypes.length, stackTypes);
  }

  /** The innermost handlers come first: the JVM takes the first that covers an instruction. */
  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    for (Handler handler : own) {
      handler.write(mv);
    }
    for (Handler handler : handlers) {
      handler.write(mv);
    }
    super.visitMaxs(Math.max(maxStack, 2), Math.max(maxLocals, receiver + VARIABLES));
  }
}
