// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What is woven into one library type, or into one family of types: which classes, which methods,
 * and which advice.
 *
 * <p>A subclass is data. The build instantiates it once to write the index; at run time it is
 * loaded only when a class that it names is loaded, so it may name library types in strings alone.
 *
 * <pre>{@code
 * public final class SparkInstrumentation extends Instrumentation {
 *   public SparkInstrumentation() {
 *     super("spark", onType("spark.route.Routes"));
 *     advise(method("find").returning("spark.routematch.RouteMatch"), "FindAdvice");
 *   }
 *
 *   public static final class FindAdvice {
 *     @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
 *     public static void onExit(@Advice.Return Object match) {
 *       SparkRoutes.record(match);
 *     }
 *   }
 * }
 * }</pre>
 *
 * <p>Notes on advice:
 *
 * <ul>
 *   <li>Methods are {@code onEnter} and {@code onExit}, public and static, in a nested public
 *       static class named after the method; {@code inline = false} and {@code suppress =
 *       Throwable.class} always. The build checks both.
 *   <li>The woven call site resolves the advice's signature in the woven class: it may name types
 *       of the JDK and of the library, but what is ours is declared {@code Object}.
 *   <li>Advice runs in a class loader of its own, one for each application class loader, that sees
 *       the agent and the library.
 *   <li>Matching by name costs one hash look-up for a class of the application. {@link
 *       #onSubtypesOf} reads the names in the header of each class file and should stay rare.
 * </ul>
 */
public abstract class Instrumentation {
  private final String name;
  private final String generalName;
  private final TypeMatch types;
  private final List<AdviceBinding> bindings = new ArrayList<>();

  /**
   * @param name the name in settings: {@code OTEL_INSTRUMENTATION_<NAME>_ENABLED}
   * @param types the classes to weave
   */
  protected Instrumentation(String name, TypeMatch types) {
    this(name, name, types);
  }

  /**
   * @param name the name in settings
   * @param generalName another name in settings, of several libraries, which decides where the
   *     first is not set
   * @param types the classes to weave
   */
  protected Instrumentation(String name, String generalName, TypeMatch types) {
    this.name = name;
    this.generalName = generalName;
    this.types = types;
  }

  /** Matches classes by their exact binary names. */
  protected static TypeMatch onType(String... names) {
    return new TypeMatch().orType(names);
  }

  /** Matches classes whose class file names this type as super class or interface. */
  protected static TypeMatch onSubtypesOf(String name) {
    return new TypeMatch().orSubtypesOf(name);
  }

  /** Matches methods of this name; {@code "<init>"} matches constructors. */
  protected static MethodMatch method(String name) {
    return new MethodMatch(name);
  }

  /**
   * Weaves the advice into every method that matches.
   *
   * @param advice simple name of a class nested in this one, or else of one in the same package
   */
  protected final void advise(MethodMatch method, String advice) {
    bindings.add(new AdviceBinding(method, advice));
  }

  /** Name in settings. */
  public final String name() {
    return name;
  }

  /** Name in settings that decides where {@link #name} is not set; mostly the same. */
  public final String generalName() {
    return generalName;
  }

  /** The classes to weave. */
  public final TypeMatch types() {
    return types;
  }

  /** Methods and their advice, in the order declared. */
  public final List<AdviceBinding> bindings() {
    return Collections.unmodifiableList(bindings);
  }

  /** One match with the simple name of its advice. Immutable. */
  public static final class AdviceBinding {
    private final MethodMatch method;
    private final String advice;

    AdviceBinding(MethodMatch method, String advice) {
      this.method = method;
      this.advice = advice;
    }

    public MethodMatch method() {
      return method;
    }

    public String advice() {
      return advice;
    }
  }
}
