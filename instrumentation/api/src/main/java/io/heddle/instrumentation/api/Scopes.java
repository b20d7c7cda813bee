// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api;

import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Makes the instrumentation scope that an instrumentation's spans carry. */
public final class Scopes {
  private static final String SCHEMA = "https://opentelemetry.io/schemas/1.45.0";

  private static final ConcurrentMap<String, InstrumentationScopeInfo> ALL =
      new ConcurrentHashMap<>();

  private Scopes() {}

  /**
   * The scope of an instrumentation: the same object for the same name, whatever class loader asks.
   *
   * @param name its name in settings
   */
  public static InstrumentationScopeInfo of(String name) {
    InstrumentationScopeInfo scope = ALL.get(name);
    if (scope == null) {
      InstrumentationScopeInfo made =
          InstrumentationScopeInfo.builder("io.heddle." + name).setSchemaUrl(SCHEMA).build();
      scope = ALL.putIfAbsent(name, made);
      if (scope == null) {
        scope = made;
      }
    }
    return scope;
  }
}
