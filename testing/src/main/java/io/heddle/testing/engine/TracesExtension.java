// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.engine;

import io.heddle.testing.Traces;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests in the child JVM their {@link Traces} and clears them before each test. */
public final class TracesExtension
    implements ParameterResolver, BeforeAllCallback, BeforeEachCallback {
  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Traces.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return traces();
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    traces();
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    traces().clear();
  }

  private static Traces traces() {
    Traces traces = ChildMain.traces();
    if (traces == null) {
      throw new IllegalStateException(
          "A class with @UnderAgent is run by the engine " + UnderAgentEngine.ID);
    }
    return traces;
  }
}
