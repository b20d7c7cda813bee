// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.asynchttpclient;

import io.heddle.testing.http.HttpClientContract;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import java.lang.reflect.Method;
import java.time.Duration;
import org.asynchttpclient.Request;
import org.asynchttpclient.RequestBuilder;

/** Makes the library's requests, with what there is in all versions. */
final class Requests {
  private Requests() {}

  static Request of(HttpClientContract.Request request) {
    DefaultHttpHeaders headers = new DefaultHttpHeaders();
    request.headers().forEach(headers::set);
    RequestBuilder builder =
        new RequestBuilder(request.method()).setUrl(request.url()).setHeaders(headers);
    if (!request.body().isEmpty()) {
      builder.setBody(request.body());
    }
    setTimeout(builder, request.timeout());
    return builder.build();
  }

  /** In milliseconds until 2. */
  private static void setTimeout(RequestBuilder builder, Duration timeout) {
    try {
      for (Method method : RequestBuilder.class.getMethods()) {
        if (method.getName().equals("setRequestTimeout")) {
          boolean isDuration = method.getParameterTypes()[0] == Duration.class;
          method.invoke(builder, isDuration ? timeout : (Object) (int) timeout.toMillis());
        }
      }
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
