// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.vertxhttpclient;

import io.heddle.instrumentation.api.http.HttpClientCall;
import io.heddle.instrumentation.api.http.RequestUrl;
import io.opentelemetry.context.Context;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.RequestOptions;
import org.jspecify.annotations.Nullable;

/** A request that is asked for, until there is a connection for it. */
final class AskedRequest<T> implements Handler<AsyncResult<T>> {
  private final Context parent = Context.current();
  private final long since = System.nanoTime();
  private final RequestOptions options;
  private final @Nullable String host;
  private final int port;

  private AskedRequest(RequestOptions options, @Nullable String host, @Nullable Integer port) {
    this.options = options;
    this.host = host;
    this.port = port == null ? 0 : port;
  }

  /**
   * @param future of the request
   * @param host null where that is the client's own
   */
  static <T> void asked(
      @Nullable Future<T> future,
      RequestOptions options,
      @Nullable String host,
      @Nullable Integer port) {
    if (future != null) {
      future.onComplete(new AskedRequest<T>(options, host, port));
    }
  }

  @Override
  public void handle(AsyncResult<T> result) {
    try {
      if (result.failed()) {
        failed(result.cause());
      }
    } catch (Throwable t) {
      // Vert.x would report it as the application's.
    }
  }

  private void failed(Throwable cause) {
    String method = options.getMethod().name();
    HttpClientCall call;
    if (host == null) {
      call =
          HttpClientCall.start(
              parent, ClientRequests.SCOPE, method, String.valueOf(options.getURI()), null, 0);
    } else {
      String scheme = Boolean.TRUE.equals(options.isSsl()) ? "https" : "http";
      RequestUrl url = new RequestUrl(scheme, host, port, options.getURI());
      call =
          HttpClientCall.start(parent, ClientRequests.SCOPE, method, url, url.host(), url.port());
    }
    if (call != null) {
      call.beganAt(since);
      call.end(0, cause);
    }
  }
}
