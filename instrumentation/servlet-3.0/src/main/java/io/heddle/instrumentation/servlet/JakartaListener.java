// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.servlet;

import io.heddle.instrumentation.api.http.HttpServerCall;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletResponse;

/** Ends a call that is handled asynchronously. */
final class JakartaListener implements AsyncListener {
  private final HttpServerCall call;
  private final HttpServletResponse response;

  JakartaListener(HttpServerCall call, HttpServletResponse response) {
    this.call = call;
    this.response = response;
  }

  @Override
  public void onComplete(AsyncEvent event) {
    ServletCalls.end(JakartaApi.INSTANCE, response, call, response.getStatus(), null);
  }

  @Override
  public void onTimeout(AsyncEvent event) {}

  @Override
  public void onError(AsyncEvent event) {
    Throwable thrown = event.getThrowable();
    if (thrown != null) {
      call.failed(thrown);
    }
  }

  /** Listeners are not kept by the container when processing is started again. */
  @Override
  public void onStartAsync(AsyncEvent event) {
    event.getAsyncContext().addListener(this);
  }
}
