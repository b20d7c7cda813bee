// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api;

import org.jspecify.annotations.Nullable;

/** The methods that an advice is woven into: by name, and by descriptor where that matters. */
public final class MethodMatch {
  private final String name;
  private String @Nullable [] parameters;
  private @Nullable String firstParameter;
  private int parameterCount = -1;
  private @Nullable String returnType;
  private @Nullable String callOwner;
  private @Nullable String callName;

  MethodMatch(String name) {
    this.name = name;
  }

  /** Asks for exactly these parameter types, by binary name ({@code int}, {@code byte[]} too). */
  public MethodMatch takes(String... types) {
    parameters = types.clone();
    return this;
  }

  /** Asks for this type, by binary name, as the first of one or more parameters. */
  public MethodMatch takesFirst(String type) {
    firstParameter = type;
    return this;
  }

  /** Asks for this number of parameters. */
  public MethodMatch takesCount(int count) {
    parameterCount = count;
    return this;
  }

  /** Asks for this return type, by binary name. */
  public MethodMatch returning(String type) {
    returnType = type;
    return this;
  }

  /**
   * Puts the advice around each call of an instance method without parameters that the matched
   * method makes, rather than around the method itself: {@code onEnter(Object receiver)} before the
   * call, {@code onExit()} after a normal return. After an exception {@code onExit} does not run;
   * advise the method's exit as well where that matters.
   */
  public MethodMatch aroundCallsOf(String owner, String method) {
    callOwner = owner;
    callName = method;
    return this;
  }

  /** Internal name of the type whose calls are advised, or null when the method itself is. */
  public @Nullable String callOwner() {
    return callOwner == null ? null : callOwner.replace('.', '/');
  }

  public @Nullable String callName() {
    return callName;
  }

  public String name() {
    return name;
  }

  /** Whether a method of this name and descriptor is meant. */
  public boolean matches(String methodName, String descriptor) {
    if (!name.equals(methodName)) {
      return false;
    }
    int end = descriptor.indexOf(')');
    if (parameters != null) {
      StringBuilder wanted = new StringBuilder("(");
      for (String type : parameters) {
        appendDescriptor(wanted, type);
      }
      if (wanted.length() != end || !descriptor.startsWith(wanted.toString())) {
        return false;
      }
    }
    if (firstParameter != null) {
      StringBuilder wanted = new StringBuilder("(");
      appendDescriptor(wanted, firstParameter);
      if (!descriptor.startsWith(wanted.toString())) {
        return false;
      }
    }
    if (parameterCount >= 0 && count(descriptor, end) != parameterCount) {
      return false;
    }
    if (returnType != null) {
      StringBuilder wanted = new StringBuilder();
      appendDescriptor(wanted, returnType);
      return descriptor.substring(end + 1).contentEquals(wanted);
    }
    return true;
  }

  private static int count(String descriptor, int end) {
    int count = 0;
    int i = 1;
    while (i < end) {
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

  private static final String PRIMITIVES =
      " void=V boolean=Z byte=B char=C short=S int=I long=J float=F double=D";
}
