// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api;

import org.jspecify.annotations.Nullable;

/**
 * The methods that an advice is woven into: by name, and by descriptor where that matters. The
 * build writes it into the index as one word.
 */
public final class MethodMatch {
  private static final String PRIMITIVES =
      " void=V boolean=Z byte=B char=C short=S int=I long=J float=F double=D";

  private final String name;

  /** How the parameter descriptors begin; with the closing parenthesis when they are exact. */
  private String parameters = "(";

  private int parameterCount = -1;
  private String returnType = "";
  private String callOwner = "";
  private String callName = "";

  MethodMatch(String name) {
    this.name = name;
  }

  /** Asks for exactly these parameter types, by binary name ({@code int}, {@code byte[]} too). */
  public MethodMatch takes(String... types) {
    StringBuilder descriptor = new StringBuilder("(");
    for (String type : types) {
      appendDescriptor(descriptor, type);
    }
    parameters = descriptor.append(')').toString();
    return this;
  }

  /** Asks for this type, by binary name, as the first of one or more parameters. */
  public MethodMatch takesFirst(String type) {
    StringBuilder descriptor = new StringBuilder("(");
    appendDescriptor(descriptor, type);
    parameters = descriptor.toString();
    return this;
  }

  /** Asks for this number of parameters. */
  public MethodMatch takesCount(int count) {
    parameterCount = count;
    return this;
  }

  /** Asks for this return type, by binary name. */
  public MethodMatch returning(String type) {
    StringBuilder descriptor = new StringBuilder();
    appendDescriptor(descriptor, type);
    returnType = descriptor.toString();
    return this;
  }

  /**
   * Puts the advice around each call that the matched method makes of another, one of an object
   * that returns an object or nothing and takes little, rather than around the matched method
   * itself. {@code This} is then the receiver of the call, and {@code Argument(n)} its argument.
   */
  public MethodMatch aroundCallsOf(String owner, String method) {
    callOwner = owner.replace('.', '/');
    callName = method;
    return this;
  }

  /** Internal name of the type whose calls are advised, or null when the method itself is. */
  public @Nullable String callOwner() {
    return callOwner.isEmpty() ? null : callOwner;
  }

  /** Name of the method whose calls are advised, or empty. */
  public String callName() {
    return callName;
  }

  /** Whether a method of this name and descriptor is meant. */
  public boolean matches(String methodName, String descriptor) {
    return name.equals(methodName)
        && descriptor.startsWith(parameters)
        && descriptor.endsWith(returnType)
        && (returnType.isEmpty() || descriptor.charAt(returnStart(descriptor) - 1) == ')')
        && (parameterCount < 0 || count(descriptor) == parameterCount);
  }

  private int returnStart(String descriptor) {
    return descriptor.length() - returnType.length();
  }

  /** The form that {@link #parse} reads; holds no space. */
  @Override
  public String toString() {
    return name
        + '~'
        + parameters
        + '~'
        + (parameterCount < 0 ? "" : Integer.toString(parameterCount))
        + '~'
        + returnType
        + '~'
        + callOwner
        + '~'
        + callName;
  }

  /** Reads what {@link #toString} wrote. */
  public static MethodMatch parse(String text) {
    int[] at = new int[6];
    for (int i = 1; i < at.length; i++) {
      at[i] = text.indexOf('~', at[i - 1]) + 1;
    }
    MethodMatch match = new MethodMatch(text.substring(0, at[1] - 1));
    match.parameters = text.substring(at[1], at[2] - 1);
    match.parameterCount =
        at[3] - at[2] == 1 ? -1 : Integer.parseInt(text.substring(at[2], at[3] - 1));
    match.returnType = text.substring(at[3], at[4] - 1);
    match.callOwner = text.substring(at[4], at[5] - 1);
    match.callName = text.substring(at[5]);
    return match;
  }

  private static int count(String descriptor) {
    int count = 0;
    int i = 1;
    while (descriptor.charAt(i) != ')') {
      char c = descriptor.charAt(i);
      if (c == '[') {
        i++;
        continue;
      }
      i = c == 'L' ? descriptor.indexOf(';', i) + 1 : i + 1;
      count++;
    }
    return count;
  }

  private static void appendDescriptor(StringBuilder out, String type) {
    String element = type;
    while (element.endsWith("[]")) {
      out.append('[');
      element = element.substring(0, element.length() - 2);
    }
    int primitive = PRIMITIVES.indexOf(" " + element + "=");
    if (primitive >= 0) {
      out.append(PRIMITIVES.charAt(primitive + element.length() + 2));
    } else {
      out.append('L').append(element.replace('.', '/')).append(';');
    }
  }
}
