// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.weave;

import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.implementation.bytecode.StackManipulation;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import net.bytebuddy.implementation.bytecode.assign.TypeCasting;

/**
 * Assigns by name alone: the same type and {@code Object} as they are, any other reference by a
 * cast, so that no class of the library has to be found to know its super types.
 */
enum ReferenceAssigner implements Assigner {
  INSTANCE;

  @Override
  public StackManipulation assign(
      TypeDescription.Generic source, TypeDescription.Generic target, Typing typing) {
    TypeDescription from = source.asErasure();
    TypeDescription to = target.asErasure();
    if (from.isPrimitive() || to.isPrimitive()) {
      return Assigner.DEFAULT.assign(source, target, typing);
    }
    return to.represents(Object.class) || from.getName().equals(to.getName())
        ? StackManipulation.Trivial.INSTANCE
        : TypeCasting.to(to);
  }
}
