// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.vertxhttpserver;

import io.heddle.instrumentation.api.context.HandOver;
import io.heddle.instrumentation.api.http.HttpServerCall;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/** Requests of HTTP/1 that are not given to their handler yet. */
final class WaitingRequests {
  private static final HandOver<HttpServerCall> WAITING = new HandOver<>();

  /** By the connection, from the head of a request to the end of its body. */
  private static final HandOver<HttpServerCall> HANDLED = new HandOver<>();

  private WaitingRequests() {}

  /** Remembers the context of a request whose head was decoded. */
  static void read(Object message) {
    if (message instanceof HttpRequest) {
      came(message);
    }
  }

  /** Makes the context of a message current, whenever the connection handles it. */
  static @Nullable Scope handling(Object connection, Object message) {
    HttpServerCall call;
    if (message instanceof HttpRequest) {
      call = WAITING.remove(message);
      if (call != null && !(message instanceof LastHttpContent)) {
        HANDLED.replace(connection, call);
      }
    } else {
      call =
          message instanceof LastHttpContent ? HANDLED.remove(connection) : HANDLED.get(connection);
    }
    return call == null ? null : call.makeCurrent();
  }

  static void came(Object request) {
    HttpServerCall call = HttpServerCall.current();
    if (call != null) {
      WAITING.put(request, call);
    }
  }

  static void begins(Object request) {
    WAITING.remove(request);
  }

  /** Makes the context of a request current whose turn has come. */
  static @Nullable Scope next(Object request) {
    HttpServerCall call = WAITING.remove(request);
    return call == null ? null : call.makeCurrent();
  }
}
