// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.javahttpclient;

import java.net.http.HttpHeaders;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Adds the propagation headers to what is written. */
public final class GetUserHeadersAdvice {
  private GetUserHeadersAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
  @Advice.AssignReturned.ToReturned
  public static @Nullable Object onExit(
      @Advice.This Object request, @Advice.Return HttpHeaders headers) {
    return HttpSends.headers(request, headers);
  }
}
