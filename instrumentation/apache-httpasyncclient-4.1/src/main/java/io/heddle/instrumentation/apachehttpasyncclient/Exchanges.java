// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.apachehttpasyncclient;

import io.heddle.instrumentation.api.WeakIdentityMap;
import io.opentelemetry.context.Scope;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** Calls by the library's handler of each. */
final class Exchanges {
  private static final WeakIdentityMap<Object, Exchange> EXCHANGES = new WeakIdentityMap<>();

  private Exchanges() {}

  static void started(Object handler) {
    EXCHANGES.put(handler, new Exchange());
  }

  static void sending(Object handler, @Nullable HttpHost target, HttpRequest request) {
    Exchange exchange = EXCHANGES.get(handler);
    if (exchange != null) {
      exchange.sending(target, request);
    }
  }

  /** The request as it is to be written, or null for as it is. */
  static @Nullable HttpRequest generated(Object handler, @Nullable HttpRequest request) {
    Exchange exchange = EXCHANGES.get(handler);
    return exchange == null || request == null ? null : exchange.generated(request);
  }

  static void answered(Object handler, HttpResponse response) {
    Exchange exchange = EXCHANGES.get(handler);
    if (exchange != null) {
      exchange.answered(response);
    }
  }

  static void ended(Object handler, @Nullable Throwable failure) {
    Exchange exchange = EXCHANGES.get(handler);
    if (exchange != null) {
      exchange.ended(failure);
    }
  }

  /** Makes the context of the caller current; gives what {@link #exit} ends. */
  static @Nullable Object enter(Object handler) {
    Exchange exchange = EXCHANGES.get(handler);
    return exchange == null ? null : exchange.enter();
  }

  static void exit(@Nullable Object scope) {
    if (scope != null) {
      ((Scope) scope).close();
    }
  }
}
