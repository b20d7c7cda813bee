// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.apachehttpclient.v5_0;

import io.heddle.instrumentation.api.http.HttpClientCall;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.core5.concurrent.CancellableDependency;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncDataConsumer;
import org.jspecify.annotations.Nullable;

/** Ends an attempt with the head of the response, or with the failure of whatever came before. */
final class AttemptCallback implements AsyncExecCallback {
  private final AsyncExecCallback callback;
  private final AsyncCall call;
  private final @Nullable HttpClientCall attempt;
  private final CancellableDependency future;

  AttemptCallback(
      AsyncExecCallback callback,
      AsyncCall call,
      @Nullable HttpClientCall attempt,
      CancellableDependency future) {
    this.callback = callback;
    this.call = call;
    this.attempt = attempt;
    this.future = future;
  }

  void end(@Nullable HttpResponse response, @Nullable Throwable failure) {
    if (attempt != null && !attempt.isEnded()) {
      Requests.end(attempt, response, failure);
    }
  }

  @Override
  public @Nullable AsyncDataConsumer handleResponse(HttpResponse response, EntityDetails entity)
      throws HttpException, IOException {
    end(response, null);
    return callback.handleResponse(response, entity);
  }

  @Override
  public void handleInformationResponse(HttpResponse response) throws HttpException, IOException {
    callback.handleInformationResponse(response);
  }

  @Override
  public void completed() {
    callback.completed();
  }

  @Override
  public void failed(Exception cause) {
    // A call that its caller cancels has not failed.
    end(null, future.isCancelled() ? null : cause);
    Scope scope = call.enter();
    try {
      callback.failed(cause);
    } finally {
      scope.close();
    }
  }
}
