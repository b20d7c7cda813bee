// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.weave;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/** An exception table entry (JVMS 4.7.3). Immutable. */
final class Handler {
  final Label from;
  final Label to;
  final Label target;

  /** Internal name of what is caught; null stands for anything. */
  final @Nullable String type;

  Handler(Label from, Label to, Label target, @Nullable String type) {
    this.from = from;
    this.to = to;
    this.target = target;
    this.type = type;
  }

  void write(MethodVisitor out) {
    out.visitTryCatchBlock(from, to, target, type);
  }
}
