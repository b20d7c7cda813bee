// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.javahttpclient;

import java.net.http.HttpResponse;
import net.bytebuddy.asm.Advice;

/** Ends the span of the request that this response answers. */
public final class ResponseAdvice {
  private ResponseAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
  public static void onExit(
      @Advice.This HttpResponse<?> response, @Advice.Argument(0) Object request) {
    HttpSends.answered(request, response);
  }
}
