// SPDX-License-Identifier: Apache-2.0
package java.lang;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * The linker's door: the one class that woven code refers to.
 *
 * <p>It lives in {@code java.lang} because that package is visible from every class loader,
 * whatever its delegation rules (OSGi, JBoss Modules). It holds no logic: the first execution of a
 * woven {@code invokedynamic} comes here and is handed to the agent's linker. Without a linker, or
 * when linking fails, the call site does nothing and returns null, so that woven code can never
 * throw for our sake.
 *
 * <p>Thread-safe. Nothing is thrown, ever.
 */
public final class HeddleDoor {

  /** Of type {@code (Lookup, String, MethodType, String, String)CallSite}, or null when closed. */
  private static volatile MethodHandle linker;

  private HeddleDoor() {}

  /**
   * Lets the agent answer link requests from now on; later calls are ignored while a linker is set.
   *
   * @param newLinker of type {@code (Lookup, String, MethodType, String, String)CallSite}
   */
  public static synchronized void open(MethodHandle newLinker) {
    if (linker == null) {
      linker = newLinker;
    }
  }

  /** Makes call sites that are linked from now on do nothing. */
  public static synchronized void close() {
    linker = null;
  }

  /**
   * Bootstrap method of every woven call site.
   *
   * @param instrumentation class name of the instrumentation that wove the call site
   * @param advice class name of its advice
   */
  public static CallSite link(
      MethodHandles.Lookup caller,
      String name,
      MethodType type,
      String instrumentation,
      String advice) {
    MethodHandle current = linker;
    if (current != null) {
      try {
        return (CallSite) current.invokeExact(caller, name, type, instrumentation, advice);
      } catch (Throwable t) {
        // Falls through: the linker counts its own failures, and the application must not see them.
      }
    }
    return new ConstantCallSite(nothing(type));
  }

  /** What the advice gave, unless it gave nothing. */
  public static Object orElse(Object given, Object original) {
    return given != null ? given : original;
  }

  /** A handle of this type that ignores its arguments and returns null, zero or nothing. */
  public static MethodHandle nothing(MethodType type) {
    Class<?> result = type.returnType();
    MethodHandle handle;
    if (result == void.class) {
      handle = MethodHandles.constant(Object.class, null).asType(MethodType.methodType(void.class));
    } else if (result.isPrimitive()) {
      handle = MethodHandles.constant(int.class, 0);
      handle = MethodHandles.explicitCastArguments(handle, MethodType.methodType(result));
    } else {
      handle = MethodHandles.constant(result, null);
    }
    return MethodHandles.dropArguments(handle, 0, type.parameterList());
  }
}
