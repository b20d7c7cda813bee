// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.javahttpclient;

import net.bytebuddy.asm.Advice;

/** Remembers the client's copy of the application's request. */
public final class CopyAdvice {
  private CopyAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
  public static void onExit(@Advice.This Object copy) {
    HttpSends.copied(copy);
  }
}
