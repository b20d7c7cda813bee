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

/**
 * Writes a method again with the calls of one advice: before its code, before each return, and in a
 * handler around all of it. What advice throws is caught in place.
 *
 * <p>A value may be left under the one that is returned (JVMS 6.5, <em>return</em> discards it), so
 * the exit is written at each return rather than once behind a jump. The method's own handlers are
 * cut around it: they may cover the return, but they know other variables than the exit does, and
 * what it throws is not for them.
 */
final class AdvisedMethod extends MethodVisitor {
  private static final String THROWABLE = "java/lang/Throwable";

  private final CallSites sites;
  private final AdviceSpec spec;
  private final LocalLayout locals;
  private final Label start = new Label();
  private final Label end = new Label();
  private final List<Handler> handlers = new ArrayList<>();
  private final List<Handler> own = new ArrayList<>();
  private final List<Exit> exits = new ArrayList<>();

  /**
   * @param out the next writer
   */
  AdvisedMethod(MethodVisitor out, CallSites sites, AdviceSpec spec, LocalLayout locals) {
    super(Opcodes.ASM9, out);
    this.sites = sites;
    this.spec = spec;
    this.locals = locals;
    if (locals.constructor && spec.exit != null && spec.exit.onThrowable) {
      throw new IllegalStateException("a constructor cannot be advised on its exceptions");
    }
  }

  @Override
  public void visitTryCatchBlock(Label from, Label to, Label handler, @Nullable String type) {
    handlers.add(new Handler(from, to, handler, type));
  }

  @Override
  public @Nullable AnnotationVisitor visitTryCatchAnnotation(
      int typeRef, @Nullable TypePath path, String descriptor, boolean visible) {
    // Refers to a handler by its number, which changes.
    return null;
  }

  @Override
  public void visitCode() {
    super.visitCode();
    locals.writeCopies(mv);
    if (spec.enter != null) {
      writeEnter(spec.enter);
    }
    mv.visitLabel(start);
  }

  private void writeEnter(Call call) {
    Label from = new Label();
    Label to = new Label();
    Label handler = new Label();
    Label body = new Label();
    mv.visitLabel(from);
    load(call, false);
    sites.call(mv, Linker.ENTER, call.descriptor);
    if (locals.entered() >= 0) {
      mv.visitVarInsn(locals.enterType.getOpcode(Opcodes.ISTORE), locals.entered());
      if (call.target >= 0) {
        Type argument = locals.arguments[call.target];
        mv.visitVarInsn(Opcodes.ALOAD, locals.entered());
        mv.visitVarInsn(Opcodes.ALOAD, locals.argument(call.target));
        CallSites.orElse(mv);
        mv.visitTypeInsn(Opcodes.CHECKCAST, argument.getInternalName());
        mv.visitVarInsn(Opcodes.ASTORE, locals.argument(call.target));
      }
    }
    mv.visitLabel(to);
    mv.visitJumpInsn(Opcodes.GOTO, body);
    mv.visitLabel(handler);
    locals.writeInitialFrame(mv, THROWABLE);
    sites.thrown(mv);
    mv.visitLabel(body);
    locals.writeInitialFrame(mv, null);
    // The method's own first instruction may have a frame too, and one place takes but one.
    mv.visitInsn(Opcodes.NOP);
    mv.visitTryCatchBlock(from, to, handler, THROWABLE);
  }

  @Override
  public void visitInsn(int opcode) {
    Call call = spec.exit;
    if (call == null || opcode < Opcodes.IRETURN || opcode > Opcodes.RETURN) {
      super.visitInsn(opcode);
      return;
    }
    boolean value = opcode != Opcodes.RETURN;
    Label from = new Label();
    Label guarded = new Label();
    Label to = new Label();
    Label failed = new Label();
    Label after = new Label();
    mv.visitLabel(from);
    if (value) {
      mv.visitVarInsn(locals.result.getOpcode(Opcodes.ISTORE), locals.returned());
    }
    mv.visitLabel(guarded);
    load(call, false);
    sites.call(mv, Linker.EXIT, call.descriptor);
    if (call.target == Call.RETURNED) {
      mv.visitVarInsn(Opcodes.ALOAD, locals.returned());
      CallSites.orElse(mv);
      mv.visitTypeInsn(Opcodes.CHECKCAST, locals.result.getInternalName());
      mv.visitVarInsn(Opcodes.ASTORE, locals.returned());
    }
    mv.visitLabel(to);
    writeReturn(opcode);
    mv.visitLabel(failed);
    locals.writeExitFrame(mv, value, THROWABLE);
    sites.thrown(mv);
    writeReturn(opcode);
    mv.visitLabel(after);
    exits.add(new Exit(from, after));
    own.add(new Handler(guarded, to, failed, THROWABLE));
  }

  private void writeReturn(int opcode) {
    if (opcode != Opcodes.RETURN) {
      mv.visitVarInsn(locals.result.getOpcode(Opcodes.ILOAD), locals.returned());
    }
    mv.visitInsn(opcode);
  }

  @Override
  public void visitFrame(
      int type,
      int localCount,
      Object @Nullable [] localTypes,
      int stackCount,
      Object @Nullable [] stackTypes) {
    locals.writeFrame(mv, localCount, localTypes, stackCount, stackTypes);
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    mv.visitLabel(end);
    for (Handler handler : own) {
      handler.write(mv);
    }
    for (Handler handler : handlers) {
      writeAroundExits(handler);
    }
    if (spec.exit != null && spec.exit.onThrowable) {
      writeThrown(spec.exit);
    }
    super.visitMaxs(maxStack + locals.stack(), Math.max(maxLocals, locals.end()));
  }

  /** Offsets are known by now, since every label has been written. */
  private void writeAroundExits(Handler handler) {
    Label from = handler.from;
    int last = handler.to.getOffset();
    for (Exit exit : exits) {
      int offset = exit.from.getOffset();
      if (offset >= from.getOffset() && offset < last) {
        if (offset > from.getOffset()) {
          mv.visitTryCatchBlock(from, exit.from, handler.target, handler.type);
        }
        from = exit.to;
      }
    }
    if (last > from.getOffset()) {
      mv.visitTryCatchBlock(from, handler.to, handler.target, handler.type);
    }
  }

  private void writeThrown(Call call) {
    Label handler = new Label();
    Label from = new Label();
    Label to = new Label();
    Label failed = new Label();
    writeAroundExits(new Handler(start, end, handler, THROWABLE));
    mv.visitLabel(handler);
    locals.writeExitFrame(mv, false, THROWABLE);
    mv.visitVarInsn(Opcodes.ASTORE, locals.thrown());
    mv.visitLabel(from);
    load(call, true);
    sites.call(mv, Linker.EXIT, call.descriptor);
    if (call.target == Call.RETURNED) {
      mv.visitInsn(Opcodes.POP);
    }
    mv.visitLabel(to);
    mv.visitVarInsn(Opcodes.ALOAD, locals.thrown());
    mv.visitInsn(Opcodes.ATHROW);
    mv.visitLabel(failed);
    locals.writeThrownFrame(mv, THROWABLE);
    sites.thrown(mv);
    mv.visitVarInsn(Opcodes.ALOAD, locals.thrown());
    mv.visitInsn(Opcodes.ATHROW);
    mv.visitTryCatchBlock(from, to, failed, THROWABLE);
  }

  /** Pushes what an advice method takes. */
  private void load(Call call, boolean afterThrow) {
    Type[] parameters = Type.getArgumentTypes(call.descriptor);
    for (int i = 0; i < parameters.length; i++) {
      int source = call.sources[i];
      if (source >= 0) {
        if (source >= locals.arguments.length) {
          throw new IllegalStateException(spec.adviceClass + " takes argument " + source);
        }
        boolean copied = call == spec.exit;
        int variable = copied ? locals.copy(source) : locals.argument(source);
        mv.visitVarInsn(locals.arguments[source].getOpcode(Opcodes.ILOAD), variable);
        convert(locals.arguments[source], parameters[i]);
      } else if (source == Call.THIS && !locals.isStatic) {
        mv.visitVarInsn(Opcodes.ALOAD, locals.constructor ? 0 : locals.self(call == spec.exit));
        convert(Type.getObjectType(locals.owner), parameters[i]);
      } else if (source == Call.RETURNED && !afterThrow && locals.result.getSort() != Type.VOID) {
        mv.visitVarInsn(locals.result.getOpcode(Opcodes.ILOAD), locals.returned());
        convert(locals.result, parameters[i]);
      } else if (source == Call.THROWN && afterThrow) {
        mv.visitVarInsn(Opcodes.ALOAD, locals.thrown());
      } else if (source == Call.ENTERED && locals.entered() >= 0) {
        mv.visitVarInsn(locals.enterType.getOpcode(Opcodes.ILOAD), locals.entered());
        convert(locals.enterType, parameters[i]);
      } else {
        mv.visitInsn(LocalLayout.zero(parameters[i]));
      }
    }
  }

  /** References are cast where the names differ, so that no super type has to be known. */
  private void convert(Type from, Type to) {
    boolean reference = from.getSort() >= Type.ARRAY;
    if (reference != to.getSort() >= Type.ARRAY || (!reference && !from.equals(to))) {
      throw new IllegalStateException(
          spec.adviceClass + " takes " + to + " where there is " + from);
    }
    if (reference && !from.equals(to) && !to.getInternalName().equals("java/lang/Object")) {
      mv.visitTypeInsn(Opcodes.CHECKCAST, to.getInternalName());
    }
  }

  /** Where the code of one exit stands. */
  private static final class Exit {
    final Label from;
    final Label to;

    Exit(Label from, Label to) {
      this.from = from;
      this.to = to;
    }
  }
}
