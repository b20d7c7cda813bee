// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.javahttpclient;

import java.nio.ByteBuffer;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Adds the propagation headers to the bytes of a head. */
public final class HeadersAdvice {
  private HeadersAdvice() {}

  @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
  @Advice.AssignReturned.ToReturned
  public static @Nullable Object onExit(
      @Advice.This Object head, @Advice.Return List<ByteBuffer> bytes) {
    return HttpSends.head(head, bytes);
  }
}
