// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.javahttpclient;

import io.heddle.instrumentation.api.http.HttpClientCall;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.net.http.HttpHeaders;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** A request's own headers with the propagation headers, which replace those of the same name. */
final class AllHeaders {
  private static final TextMapSetter<Map<String, List<String>>> SETTER = new Setter();
  private static final BiPredicate<String, String> ALL = new Everything();

  final HttpHeaders own;
  final HttpHeaders all;

  AllHeaders(HttpHeaders own, HttpClientCall call) {
    this.own = own;
    Map<String, List<String>> map;
    if (own.map().isEmpty()) {
      map = new HashMap<>(4);
    } else {
      // HttpHeaders refuses names that differ in case alone, and the application's may be one.
      map = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      map.putAll(own.map());
    }
    call.inject(map, SETTER);
    all = HttpHeaders.of(map, ALL);
  }

  private static final class Setter implements TextMapSetter<Map<String, List<String>>> {
    @Override
    public void set(@Nullable Map<String, List<String>> carrier, String key, String value) {
      if (carrier != null) {
        carrier.put(key, Collections.singletonList(value));
      }
    }
  }

  private static final class Everything implements BiPredicate<String, String> {
    @Override
    public boolean test(String name, String value) {
      return true;
    }
  }
}
