// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.apachehttpclient.v4_0;

import io.heddle.instrumentation.api.Instrumentation;

/** Records the calls of the client that sends once, whatever comes back. */
public final class MinimalClientInstrumentation extends Instrumentation {
  public MinimalClientInstrumentation() {
    super(
        "apache-httpclient",
        onType("org.apache.http.impl.client.MinimalHttpClient")); // added in 4.3
    advise(method("doExecute").takesCount(3), "CallAdvice");
  }
}
