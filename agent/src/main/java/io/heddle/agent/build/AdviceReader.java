// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.build;

import io.heddle.instrumentation.api.Instrumentation.AdviceBinding;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.StringJoiner;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/**
 * Reads one advice by its annotations, those of Byte Buddy's {@code Advice}, into a line of the
 * index, and checks its shape.
 */
final class AdviceReader {
  private static final int THIS = -1;
  private static final int RETURNED = -2;
  private static final int THROWN = -3;
  private static final int ENTERED = -4;
  private static final int NOTHING = -5;

  private final AdviceBinding binding;
  private final Class<?> advice;

  /**
   * @throws IOException naming the advice when it does not exist
   */
  AdviceReader(String instrumentation, AdviceBinding binding) throws IOException {
    this.binding = binding;
    advice = find(instrumentation, binding.advice());
  }

  String adviceClass() {
    return advice.getName();
  }

  /**
   * The line without its keyword.
   *
   * @throws IOException naming what is wrong with the advice
   */
  String line() throws IOException {
    Method enter = null;
    Method exit = null;
    for (Method method : advice.getDeclaredMethods()) {
      if (method.isSynthetic()) {
        continue;
      }
      int modifiers = method.getModifiers();
      require(
          Modifier.isPublic(modifiers) && Modifier.isStatic(modifiers), method, "public static");
      if (method.getName().equals("onEnter") && enter == null) {
        enter = method;
      } else if (method.getName().equals("onExit") && exit == null) {
        exit = method;
      } else {
        throw new IOException(method + ": advice holds one onEnter and one onExit at most");
      }
    }
    if ((enter == null && exit == null) || !Modifier.isPublic(advice.getModifiers())) {
      throw new IOException(advice + " must be public and have onEnter or onExit");
    }
    if (binding.method().callOwner() != null) {
      checkAroundCalls(enter, exit);
    }
    return binding.method() + " " + advice.getName() + " " + enter(enter) + " " + exit(exit);
  }

  /**
   * Around a call there are the receiver and the state from enter to exit, and before it its
   * arguments, all of them references.
   */
  private static void checkAroundCalls(@Nullable Method enter, @Nullable Method exit)
      throws IOException {
    if (enter == null) {
      throw new IOException("advice around calls has onEnter");
    }
    checkSources(enter, true);
    if (exit == null) {
      require(enter.getReturnType() == void.class, enter, "returning nothing without onExit");
      return;
    }
    checkSources(exit, false);
    require(enter.getReturnType() == Object.class, enter, "returning Object");
    Advice.OnMethodExit annotation = exit.getAnnotation(Advice.OnMethodExit.class);
    require(annotation != null && annotation.onThrowable() == Throwable.class, exit, "onThrowable");
  }

  private static void checkSources(Method method, boolean entering) throws IOException {
    for (Class<?> type : method.getParameterTypes()) {
      require(type == Object.class, method, "taking Object alone");
    }
    for (Annotation[] annotations : method.getParameterAnnotations()) {
      int source = source(method, annotations);
      boolean isThere = source == THIS || (entering ? source >= 0 : source == ENTERED);
      require(isThere, method, "taking This, before a call its arguments, after it Enter");
    }
  }

  private static String enter(@Nullable Method method) throws IOException {
    if (method == null) {
      return "-";
    }
    Advice.OnMethodEnter annotation = method.getAnnotation(Advice.OnMethodEnter.class);
    require(annotation != null, method, "annotated with OnMethodEnter");
    if (annotation != null) {
      require(annotation.suppress() == Throwable.class, method, "suppressing Throwable");
      require(!annotation.inline(), method, "not inlined");
    }
    Class<?> result = method.getReturnType();
    require(
        result.isPrimitive() || result == Object.class, method, "returning Object or a primitive");
    return call(method, argumentAssigned(method), false);
  }

  private static String exit(@Nullable Method method) throws IOException {
    if (method == null) {
      return "-";
    }
    Advice.OnMethodExit annotation = method.getAnnotation(Advice.OnMethodExit.class);
    require(annotation != null, method, "annotated with OnMethodExit");
    boolean onThrowable = false;
    if (annotation != null) {
      require(annotation.suppress() == Throwable.class, method, "suppressing Throwable");
      require(!annotation.inline(), method, "not inlined");
      onThrowable = annotation.onThrowable() == Throwable.class;
    }
    boolean assigns = method.getAnnotation(Advice.AssignReturned.ToReturned.class) != null;
    Class<?> result = method.getReturnType();
    require(result == (assigns ? Object.class : void.class), method, "returning nothing");
    return call(method, assigns ? RETURNED : NOTHING, onThrowable);
  }

  private static int argumentAssigned(Method method) throws IOException {
    Advice.AssignReturned.ToArguments assigned =
        method.getAnnotation(Advice.AssignReturned.ToArguments.class);
    if (assigned == null) {
      return NOTHING;
    }
    require(assigned.value().length == 1, method, "assigning one argument");
    return assigned.value()[0].value();
  }

  private static String call(Method method, int target, boolean onThrowable) throws IOException {
    StringJoiner sources = new StringJoiner(",");
    Class<?>[] types = method.getParameterTypes();
    Annotation[][] annotations = method.getParameterAnnotations();
    for (int i = 0; i < types.length; i++) {
      require(!types[i].getName().startsWith("io.heddle."), method, "declaring ours as Object");
      sources.add(Integer.toString(source(method, annotations[i])));
    }
    return Type.getMethodDescriptor(method)
        + "|"
        + sources
        + "|"
        + target
        + "|"
        + (onThrowable ? "t" : "");
  }

  private static int source(Method method, Annotation[] annotations) throws IOException {
    for (Annotation annotation : annotations) {
      if (annotation instanceof Advice.This) {
        return THIS;
      }
      if (annotation instanceof Advice.Argument) {
        return ((Advice.Argument) annotation).value();
      }
      if (annotation instanceof Advice.Return) {
        return RETURNED;
      }
      if (annotation instanceof Advice.Thrown) {
        return THROWN;
      }
      if (annotation instanceof Advice.Enter) {
        return ENTERED;
      }
    }
    throw new IOException(method + ": take This, Argument, Return, Thrown or Enter");
  }

  private static Class<?> find(String instrumentation, String advice) throws IOException {
    ClassLoader loader = new AdviceLoader(Thread.currentThread().getContextClassLoader());
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

  private static void require(boolean condition, Method method, String what) throws IOException {
    if (!condition) {
      throw new IOException(method + " must be " + what);
    }
  }
}
