// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.weave;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Stands in for the door in woven classes: notes each call, and fails when told to. */
public final class TestDoor {
  static final List<String> calls = new ArrayList<>();
  static boolean failing;
  static Object replacement = "state";

  private TestDoor() {}

  public static CallSite link(
      MethodHandles.Lookup caller,
      String name,
      MethodType type,
      String instrumentation,
      String advice)
      throws ReflectiveOperationException {
    MethodHandle noted =
        MethodHandles.lookup()
            .findStatic(
                TestDoor.class,
                "called",
                MethodType.methodType(Object.class, String.class, Object[].class));
    return new ConstantCallSite(
        MethodHandles.insertArguments(noted, 0, name)
            .asCollector(Object[].class, type.parameterCount())
            .asType(type));
  }

  static Object called(String name, Object[] arguments) {
    calls.add(name + Arrays.toString(arguments));
    if (failing && !name.equals("thrown")) {
      throw new IllegalStateException("advice failed");
    }
    return replacement;
  }

  public static Object orElse(Object given, Object original) {
    return given != null ? given : original;
  }
}
