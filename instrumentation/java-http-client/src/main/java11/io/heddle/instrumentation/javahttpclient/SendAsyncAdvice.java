// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.javahttpclient;

import java.net.http.HttpRequest;
import java.util.concurrent.CompletableFuture;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Begins the span; its end is told by the response, or by the failure of the future. */
public final class SendAsyncAdvice {
  private SendAsyncAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
  public static @Nullable Object onEnter(@Advice.Argument(0) @Nullable HttpRequest request) {
    return HttpSends.begin(request);
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
  public static void onExit(
      @Advice.Enter @Nullable Object send,
      @Advice.Return @Nullable CompletableFuture<?> future,
      @Advice.Thrown @Nullable Throwable thrown) {
    HttpSends.exit(send, future, thrown);
  }
}
