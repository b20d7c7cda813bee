// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.build;

import io.heddle.instrumentation.api.Instrumentation.AdviceBinding;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import net.bytebuddy.asm.Advice;

/** What every advice must be, checked while the agent is built. */
final class AdviceShape {
  private AdviceShape() {}

  /**
   * Checks one advice and gives its class name.
   *
   * @throws IOException naming the advice and what is wrong with it
   */
  static String check(String instrumentation, AdviceBinding binding) throws IOException {
    Class<?> advice = find(instrumentation, binding.advice());
    int count = 0;
    for (Method method : advice.getDeclaredMethods()) {
      Advice.OnMethodEnter enter = method.getAnnotation(Advice.OnMethodEnter.class);
      Advice.OnMethodExit exit = method.getAnnotation(Advice.OnMethodExit.class);
      boolean around = binding.method().callOwner() != null;
      if (around && isPublicStatic(method)) {
        count++;
        continue;
      }
      if (enter == null && exit == null) {
        throw new IOException(method + ": advice holds nothing but onEnter and onExit");
      }
      count++;
      require(isPublicStatic(method), method, "must be public and static");
      require(method.getName().equals(enter != null ? "onEnter" : "onExit"), method, "is misnamed");
      if (enter != null) {
        require(enter.suppress() == Throwable.class, method, "must suppress Throwable");
        require(!enter.inline(), method, "must not be inlined");
      } else if (exit != null) {
        require(exit.suppress() == Throwable.class, method, "must suppress Throwable");
        require(!exit.inline(), method, "must not be inlined");
      }
      for (Class<?> type : method.getParameterTypes()) {
        require(!type.getName().startsWith("io.heddle."), method, "must declare ours as Object");
      }
    }
    if (count == 0 || !Modifier.isPublic(advice.getModifiers())) {
      throw new IOException(advice + ": must be public and have onEnter or onExit");
    }
    return advice.getName();
  }

  private static boolean isPublicStatic(Method method) {
    return Modifier.isPublic(method.getModifiers()) && Modifier.isStatic(method.getModifiers());
  }

  private static Class<?> find(String instrumentation, String advice) throws IOException {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    try {
      return Class.forName(instrumentation + "$" + advice, false, loader);
    } catch (ClassNotFoundException nested) {
      String sibling = instrumentation.substring(0, instrumentation.lastIndexOf('.') + 1) + advice;
      try {
        return Class.forName(sibling, false, loader);
      } catch (ClassNotFoundException e) {
        throw new IOException(instrumentation + " names " + advice + ", which does not exist", e);
      }
    }
  }

  private static void require(boolean condition, Method method, String problem) throws IOException {
    if (!condition) {
      throw new IOException(method + " " + problem);
    }
  }
}
