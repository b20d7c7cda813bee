// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.context;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A function of the application with the context in which it was given. It runs in this context
 * where nobody has taken the two apart before.
 *
 * <p>From Java 15 on it is an instance of a hidden class, whose frames are in no stack trace.
 */
abstract class CarryingFunction {
  final Object original;
  final Context context;

  CarryingFunction(Object original, Context context) {
    this.original = original;
    this.context = context;
  }

  /**
   * A {@link Supplier} and {@link Runnable} that is as good as the original, of which it is one.
   */
  static CarryingFunction of(Object original, Context context) throws Throwable {
    return (CarryingFunction) Maker.MAKER.invokeExact(original, context);
  }

  /** The class that is hidden. */
  static final class Running extends CarryingFunction implements Supplier<Object>, Runnable {
    Running(Object original, Context context) {
      super(original, context);
    }

    @Override
    public @Nullable Object get() {
      Scope scope = ThreadContexts.attachTask(context);
      try {
        return ((Supplier<?>) original).get();
      } finally {
        TaskContexts.ended(scope);
      }
    }

    @Override
    public void run() {
      Scope scope = ThreadContexts.attachTask(context);
      try {
        ((Runnable) original).run();
      } finally {
        TaskContexts.ended(scope);
      }
    }
  }

  private static final class Maker {
    static final MethodHandle MAKER = maker();

    private Maker() {}

    private static MethodHandle maker() {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      try {
        Class<?> type;
        try {
          type = hidden(lookup);
        } catch (ReflectiveOperationException | IOException | RuntimeException e) {
          type = Running.class;
        }
        return lookup
            .findConstructor(type, MethodType.methodType(void.class, Object.class, Context.class))
            .asType(MethodType.methodType(CarryingFunction.class, Object.class, Context.class));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }

    /** {@code Lookup.defineHiddenClass} of {@link Running}; there is none before 15. */
    private static Class<?> hidden(MethodHandles.Lookup lookup)
        throws ReflectiveOperationException, IOException {
      Class<?> option = Class.forName("java.lang.invoke.MethodHandles$Lookup$ClassOption");
      Object none = Array.newInstance(option, 0);
      Method define =
          MethodHandles.Lookup.class.getMethod(
              "defineHiddenClass", byte[].class, boolean.class, none.getClass());
      MethodHandles.Lookup defined =
          (MethodHandles.Lookup) define.invoke(lookup, bytes(), false, none);
      return defined.lookupClass();
    }

    private static byte[] bytes() throws IOException {
      String name = Running.class.getName();
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (InputStream in =
          Running.class.getResourceAsStream(name.substring(name.lastIndexOf('.') + 1) + ".class")) {
        if (in == null) {
          throw new IOException("no class file of " + name);
        }
        byte[] buffer = new byte[4096];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
          bytes.write(buffer, 0, count);
        }
      }
      return bytes.toByteArray();
    }
  }
}
