// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.jvm;

import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;

/** Prints {@code CLASS NAME DESCRIPTOR} for each method of those named classes that there are. */
public final class DeclaredMethods {
  private DeclaredMethods() {}

  public static void main(String[] classNames) {
    for (String name : classNames) {
      Class<?> type;
      try {
        type = Class.forName(name, false, DeclaredMethods.class.getClassLoader());
      } catch (ClassNotFoundException e) {
        continue;
      }
      for (Constructor<?> each : type.getDeclaredConstructors()) {
        print(name, "<init>", MethodType.methodType(void.class, each.getParameterTypes()));
      }
      for (Method each : type.getDeclaredMethods()) {
        MethodType descriptor =
            MethodType.methodType(each.getReturnType(), each.getParameterTypes());
        print(name, each.getName(), descriptor);
      }
    }
  }

  private static void print(String type, String method, MethodType descriptor) {
    System.out.println(type + " " + method + " " + descriptor.toMethodDescriptorString());
  }
}
