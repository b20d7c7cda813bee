// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry;

import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Header lines as they were received: names in any case, possibly repeated. */
final class Lines {
  static final TextMapGetter<Lines> GETTER =
      new TextMapGetter<>() {
        @Override
        public String get(Lines carrier, String key) {
          Iterator<String> all = getAll(carrier, key);
          return all.hasNext() ? all.next() : null;
        }

        @Override
        public Iterator<String> getAll(Lines carrier, String key) {
          List<String> found = new ArrayList<>();
          for (int i = 0; i < carrier.names.size(); i++) {
            if (carrier.names.get(i).equalsIgnoreCase(key)) {
              found.add(carrier.values.get(i));
            }
          }
          return found.iterator();
        }
      };

  private final List<String> names = new ArrayList<>();
  private final List<String> values = new ArrayList<>();

  Lines add(String name, String value) {
    names.add(name);
    values.add(value);
    return this;
  }
}
