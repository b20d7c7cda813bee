// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.context;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/** Private fields of the JDK's own objects, as handles that take and give plain objects. */
final class PrivateFields {
  private static final MethodType GETTER = MethodType.methodType(Object.class, Object.class);
  private static final MethodType SETTER =
      MethodType.methodType(void.class, Object.class, Object.class);

  private PrivateFields() {}

  /** A class of the JDK, or null where this one has none of that name. */
  static @Nullable Class<?> find(String name) {
    try {
      return Class.forName(name, false, null);
    } catch (ClassNotFoundException e) {
      return null;
    }
  }

  /** Null when there is no such field, or it cannot be had. */
  static @Nullable MethodHandle getter(@Nullable Class<?> owner, String name) {
    try {
      Field field = field(owner, name);
      return field == null ? null : MethodHandles.lookup().unreflectGetter(field).asType(GETTER);
    } catch (ReflectiveOperationException | RuntimeException e) {
      return null;
    }
  }

  /** Null when there is no such field, or it cannot be had. */
  static @Nullable MethodHandle setter(@Nullable Class<?> owner, String name) {
    try {
      Field field = field(owner, name);
      return field == null ? null : MethodHandles.lookup().unreflectSetter(field).asType(SETTER);
    } catch (ReflectiveOperationException | RuntimeException e) {
      return null;
    }
  }

  private static @Nullable Field field(@Nullable Class<?> owner, String name)
      throws NoSuchFieldException {
    if (owner == null) {
      return null;
    }
    Field field = owner.getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }
}
