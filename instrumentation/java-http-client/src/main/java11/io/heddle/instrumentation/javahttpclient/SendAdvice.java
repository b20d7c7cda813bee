// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.javahttpclient;

import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Tells the exception that {@code send} throws, which is not that of the future it waits for. */
public final class SendAdvice {
  private SendAdvice() {}

  @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
  public static Object onEnter() {
    return HttpSends.enter();
  }

  @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
  public static void onExit(
      @Advice.Enter @Nullable Object send, @Advice.Thrown @Nullable Throwable thrown) {
    HttpSends.exit(send, null, thrown);
  }
}
