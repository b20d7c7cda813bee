// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry;

import io.heddle.agent.settings.Settings;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.extension.trace.propagation.B3Propagator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads {@code OTEL_PROPAGATORS} into one propagator. */
public final class PropagatorSettings {
  private PropagatorSettings() {}

  /**
   * A propagator that calls those named, in their order: {@code tracecontext}, {@code baggage},
   * {@code b3}, {@code b3multi}, or {@code none}. Unknown names are told and left out.
   */
  public static TextMapPropagator read(Settings settings) {
    List<TextMapPropagator> propagators = new ArrayList<TextMapPropagator>();
    for (String name :
        settings.someOf(
            "otel.propagators",
            Arrays.asList("tracecontext", "baggage"),
            "tracecontext",
            "baggage",
            "b3",
            "b3multi")) {
      propagators.add(propagator(name));
    }
    return TextMapPropagator.composite(propagators);
  }

  private static TextMapPropagator propagator(String name) {
    if (name.equals("tracecontext")) {
      return W3cTraceContext.instance();
    }
    if (name.equals("baggage")) {
      return new W3cBaggage();
    }
    return name.equals("b3")
        ? B3Propagator.injectingSingleHeader()
        : B3Propagator.injectingMultiHeaders();
  }
}
