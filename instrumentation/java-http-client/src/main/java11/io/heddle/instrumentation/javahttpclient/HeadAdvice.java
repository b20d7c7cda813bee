// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.javahttpclient;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Remembers whose head is to be written. The constructor asks for the user's headers. */
public final class HeadAdvice {
  private HeadAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
  public static @Nullable Object onEnter(@Advice.Argument(0) @Nullable Object request) {
    return HttpSends.makingHead(request);
  }

  @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
  public static void onExit(@Advice.This Object head, @Advice.Enter @Nullable Object send) {
    HttpSends.madeHead(head, send);
  }
}
