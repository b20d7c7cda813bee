// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.javahttpclient;

import java.net.http.HttpRequest;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** One call of {@code send} or {@code sendAsync}; told when the future of the latter completes. */
final class HttpSend implements BiConsumer<Object, Throwable> {
  /** The call on the same thread inside of which this one is made, by a proxy selector. */
  final @Nullable HttpSend outer;

  boolean begun;
  @Nullable HttpAttempts attempts;

  /** The client's copy of the application's request. */
  @Nullable Object copy;

  HttpSend(@Nullable HttpSend outer) {
    this.outer = outer;
  }

  void begin(HttpRequest request) {
    begun = true;
    attempts = HttpAttempts.begin(request);
  }

  @Override
  public void accept(@Nullable Object response, @Nullable Throwable failure) {
    if (failure != null) {
      failed(failure);
    }
  }

  void failed(Throwable failure) {
    if (attempts != null) {
      Throwable cause = failure.getCause();
      boolean wrapper =
          failure instanceof CompletionException || failure instanceof ExecutionException;
      attempts.failed(wrapper && cause != null ? cause : failure);
    }
    if (copy != null) {
      HttpSends.forget(copy);
    }
  }
}
