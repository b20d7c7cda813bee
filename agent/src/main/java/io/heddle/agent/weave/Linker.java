// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.weave;

import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** Binds a woven call site to its advice, on the first execution of that call site. */
final class Linker {
  /** Name of the call site that takes what advice threw. */
  static final String THROWN = "thrown";

  static final String ENTER = "onEnter";
  static final String EXIT = "onExit";

  private static final MethodType TYPE =
      MethodType.methodType(
          CallSite.class,
          MethodHandles.Lookup.class,
          String.class,
          MethodType.class,
          String.class,
          String.class);

  private Linker() {}

  /** The handle that the door calls. */
  static MethodHandle handle() throws ReflectiveOperationException {
    return MethodHandles.lookup().findStatic(Linker.class, "link", TYPE);
  }

  /**
   * Links one call site.
   *
   * @param name {@code onEnter}, {@code onExit} or {@code thrown}
   * @param instrumentation its name in settings
   * @param advice class name of the advice
   */
  static @Nullable CallSite link(
      MethodHandles.Lookup caller,
      String name,
      MethodType type,
      String instrumentation,
      String advice) {
    InstrumentationState state = InstrumentationState.of(instrumentation);
    try {
      if (name.equals(THROWN)) {
        MethodHandle failed =
            MethodHandles.lookup()
                .findVirtual(
                    InstrumentationState.class,
                    "failed",
                    MethodType.methodType(void.class, Throwable.class));
        return new java.lang.invoke.ConstantCallSite(failed.bindTo(state));
      }
      InstrumentationLoader loader =
          InstrumentationLoader.of(advice, caller.lookupClass().getClassLoader());
      Class<?> adviceClass = Class.forName(advice, true, loader);
      MethodHandle target = MethodHandles.publicLookup().findStatic(adviceClass, name, type);
      boolean begins = name.equals(ENTER) || !hasEnter(adviceClass);
      return state.site(target, begins);
    } catch (Throwable t) {
      state.failed(t);
      return null;
    }
  }

  private static boolean hasEnter(Class<?> advice) {
    for (java.lang.reflect.Method method : advice.getMethods()) {
      if (method.getName().equals(ENTER)) {
        return true;
      }
    }
    return false;
  }
}
