// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.javahttpclient;

import java.net.http.HttpRequest;
import net.bytebuddy.asm.Advice;

/** Remembers the request that follows an answered one. */
public final class ResendAdvice {
  private ResendAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
  public static void onExit(@Advice.This HttpRequest next, @Advice.Argument(2) Object answered) {
    HttpSends.resending(answered, next);
  }
}
