// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.apachehttpclient.v4_0;

import io.heddle.instrumentation.api.Instrumentation;
import net.bytebuddy.asm.Advice;
import org.apache.http.HttpResponse;
import org.apache.http.impl.client.RoutedRequest;
import org.jspecify.annotations.Nullable;

/** Records the calls of the only client until 4.2, with all their attempts. */
public final class RequestDirectorInstrumentation extends Instrumentation {
  public RequestDirectorInstrumentation() {
    super("apache-httpclient", onType("org.apache.http.impl.client.DefaultRequestDirector"));
    advise(method("execute").takesCount(3), "CallAdvice");
    advise(method("handleResponse").takesCount(3), "HandleResponseAdvice");
  }

  /** Says what is sent next, if anything is. */
  public static final class HandleResponseAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Argument(1) HttpResponse response, @Advice.Return @Nullable RoutedRequest next) {
      CallAttempts.following(response, next);
    }
  }
}
