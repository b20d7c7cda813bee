// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.context.Context;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class W3cBaggageTest {
  private final W3cBaggage propagator = new W3cBaggage();

  @Test
  void inject_noOrEmptyBaggage_nothing() {
    TreeMap<String, String> carrier = new TreeMap<>();
    propagator.inject(Context.root(), carrier, (map, key, value) -> map.put(key, value));
    propagator.inject(
        Context.root().with(Baggage.empty()), carrier, (map, key, value) -> map.put(key, value));
    assertThat(carrier).isEmpty();
  }

  @Test
  void extract_noHeader_contextIsUnchanged() {
    Context context = Context.root();
    assertThat(propagator.extract(context, new Lines(), Lines.GETTER)).isSameAs(context);
  }

  @Test
  void extract_severalLines_areOneList() {
    Lines lines = new Lines().add("Baggage", "a=1").add("baggage", "b=x%20y;p=1");
    Baggage baggage = Baggage.fromContext(propagator.extract(Context.root(), lines, Lines.GETTER));
    assertThat(baggage.getEntryValue("a")).isEqualTo("1");
    assertThat(baggage.getEntryValue("b")).isEqualTo("x y");
  }
}
