// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.Collection;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/** The SDK's baggage propagator, loaded and called only where there is baggage. */
final class W3cBaggage implements TextMapPropagator {
  private static final String BAGGAGE = "baggage";
  private static final Collection<String> FIELDS = Collections.singletonList(BAGGAGE);

  @Override
  public Collection<String> fields() {
    return FIELDS;
  }

  @Override
  public <C> void inject(
      @Nullable Context context, @Nullable C carrier, @Nullable TextMapSetter<C> setter) {
    if (context == null || setter == null) {
      return;
    }
    Baggage baggage = Baggage.fromContextOrNull(context);
    if (baggage != null && !baggage.isEmpty()) {
      W3CBaggagePropagator.getInstance().inject(context, carrier, setter);
    }
  }

  @Override
  public <C> Context extract(
      @Nullable Context context, @Nullable C carrier, @Nullable TextMapGetter<C> getter) {
    if (context == null) {
      return Context.root();
    }
    return getter == null || getter.get(carrier, BAGGAGE) == null
        ? context
        : W3CBaggagePropagator.getInstance().extract(context, carrier, getter);
  }

  @Override
  public String toString() {
    return "W3cBaggage";
  }
}
