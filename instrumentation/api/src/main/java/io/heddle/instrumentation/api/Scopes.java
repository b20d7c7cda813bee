// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api;

import io.opentelemetry.sdk.common.InstrumentationScopeInfo;

/** Makes the instrumentation scope that an instrumentation's spans carry. */
public final class Scopes {
  private static final String SCHEMA = "https://opentelemetry.io/schemas/1.45.0";

  private Scopes() {}

  /**
   * The scope of an instrumentation.
   *
   * @param name its name in settings
   */
  public static InstrumentationScopeInfo of(String name) {
    return InstrumentationScopeInfo.builder("io.heddle." + name).setSchemaUrl(SCHEMA).build();
  }
}
