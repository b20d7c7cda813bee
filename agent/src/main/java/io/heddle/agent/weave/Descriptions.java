// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.weave;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.method.ParameterDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.description.type.TypeVariableToken;
import net.bytebuddy.jar.asm.Type;

/**
 * What Byte Buddy must know of a woven class: names and descriptors alone. A full description would
 * decode every member of the class.
 */
final class Descriptions {
  private Descriptions() {}

  static TypeDescription type(String internalName, int modifiers) {
    return new TypeDescription.Latent(
        internalName.replace('/', '.'),
        modifiers,
        null,
        Collections.<TypeDescription.Generic>emptyList());
  }

  static MethodDescription.InDefinedShape method(
      TypeDescription owner, int modifiers, String name, String descriptor) {
    List<ParameterDescription.Token> parameters = new ArrayList<>();
    for (Type argument : Type.getArgumentTypes(descriptor)) {
      parameters.add(new ParameterDescription.Token(generic(argument)));
    }
    return new MethodDescription.Latent(
        owner,
        name,
        modifiers,
        Collections.<TypeVariableToken>emptyList(),
        generic(Type.getReturnType(descriptor)),
        parameters,
        Collections.<TypeDescription.Generic>emptyList(),
        Collections.<AnnotationDescription>emptyList(),
        null,
        null);
  }

  private static TypeDescription.Generic generic(Type type) {
    return erasure(type).asGenericType();
  }

  private static TypeDescription erasure(Type type) {
    switch (type.getSort()) {
      case Type.VOID:
        return TypeDescription.ForLoadedType.of(void.class);
      case Type.BOOLEAN:
        return TypeDescription.ForLoadedType.of(boolean.class);
      case Type.BYTE:
        return TypeDescription.ForLoadedType.of(byte.class);
      case Type.CHAR:
        return TypeDescription.ForLoadedType.of(char.class);
      case Type.SHORT:
        return TypeDescription.ForLoadedType.of(short.class);
      case Type.INT:
        return TypeDescription.ForLoadedType.of(int.class);
      case Type.LONG:
        return TypeDescription.ForLoadedType.of(long.class);
      case Type.FLOAT:
        return TypeDescription.ForLoadedType.of(float.class);
      case Type.DOUBLE:
        return TypeDescription.ForLoadedType.of(double.class);
      case Type.ARRAY:
        return TypeDescription.ArrayProjection.of(
            erasure(type.getElementType()), type.getDimensions());
      default:
        return type(type.getInternalName(), 1);
    }
  }
}
