// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.okhttp;

import io.heddle.instrumentation.api.Scopes;
import io.heddle.instrumentation.api.http.HttpClientAttempts;
import io.heddle.instrumentation.api.http.HttpClientCall;
import io.heddle.instrumentation.api.http.HttpHeaderLines;
import io.opentelemetry.context.propagation.TextMapSetter;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import java.util.Iterator;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** The attempts of a call, as the library's requests and responses tell them. */
final class CallAttempts {
  private static final InstrumentationScopeInfo SCOPE = Scopes.of("okhttp");
  private static final TextMapSetter<Request.Builder> SETTER = new HeaderSetter();
  private static final HttpHeaderLines<Headers> LINES = new Lines();

  private CallAttempts() {}

  static Object begin() {
    return HttpClientAttempts.begin();
  }

  static void end(@Nullable Object attempts) {
    if (attempts != null) {
      ((HttpClientAttempts) attempts).end();
    }
  }

  /** Gives what {@link #sent} takes, or null for a request that has no span. */
  static @Nullable Object sending(Request request) {
    HttpClientAttempts attempts = HttpClientAttempts.current();
    if (attempts == null) {
      return null;
    }
    HttpUrl url = request.url();
    HttpClientCall call =
        HttpClientCall.start(SCOPE, request.method(), url, url.host(), url.port());
    if (call == null) {
      return null;
    }
    call.requestHeaders(request.headers(), LINES);
    attempts.sending(call);
    return attempts;
  }

  /** The request as it is to be written, or null for as it is. */
  static @Nullable Object withHeaders(Request request) {
    HttpClientCall attempt = HttpClientAttempts.currentAttempt();
    if (attempt == null) {
      return null;
    }
    Request.Builder builder = request.newBuilder();
    attempt.inject(builder, SETTER);
    return builder.build();
  }

  static void sent(
      @Nullable Object attempts, @Nullable Response response, @Nullable Throwable thrown) {
    HttpClientCall attempt = attempts == null ? null : ((HttpClientAttempts) attempts).sent();
    if (attempt == null) {
      return;
    }
    if (response != null) {
      attempt.protocolVersion(version(response));
      attempt.responseHeaders(response.headers(), LINES);
    }
    attempt.end(response == null ? 0 : response.code(), failure(thrown));
  }

  /** Until 4 the reason for which there is no connection is wrapped, for the retry alone. */
  private static @Nullable Throwable failure(@Nullable Throwable thrown) {
    return thrown != null
            && thrown.getCause() != null
            && thrown.getClass().getName().endsWith(".RouteException")
        ? thrown.getCause()
        : thrown;
  }

  private static @Nullable String version(Response response) {
    switch (response.protocol().name()) {
      case "HTTP_1_0":
        return "1.0";
      case "HTTP_1_1":
        return "1.1";
      case "HTTP_2":
      case "H2_PRIOR_KNOWLEDGE":
        return "2";
      case "HTTP_3":
        return "3";
      default:
        return null;
    }
  }

  private static final class HeaderSetter implements TextMapSetter<Request.Builder> {
    @Override
    public void set(Request.@Nullable Builder carrier, String key, String value) {
      if (carrier != null) {
        carrier.header(key, value);
      }
    }
  }

  private static final class Lines implements HttpHeaderLines<Headers> {
    @Override
    public Iterator<String> lines(Headers headers, String name) {
      return headers.values(name).iterator();
    }
  }
}
