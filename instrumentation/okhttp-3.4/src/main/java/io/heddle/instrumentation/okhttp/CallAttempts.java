// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.okhttp;

import io.heddle.instrumentation.api.Scopes;
import io.heddle.instrumentation.api.http.HttpClientCall;
import io.heddle.instrumentation.api.http.HttpHeaderLines;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapSetter;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import java.util.Iterator;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of one call, of which one is under way at most. A call runs on one thread, where
 * interceptors of the application may make others inside of it. For that thread alone.
 */
final class CallAttempts {
  private static final InstrumentationScopeInfo SCOPE = Scopes.of("okhttp");
  private static final ThreadLocal<CallAttempts> CURRENT = new ThreadLocal<>();
  private static final TextMapSetter<Request.Builder> SETTER = new HeaderSetter();
  private static final HttpHeaderLines<Headers> LINES = new Lines();

  private final @Nullable CallAttempts outer;
  private int count;
  private @Nullable HttpClientCall attempt;
  private @Nullable Scope scope;

  private CallAttempts(@Nullable CallAttempts outer) {
    this.outer = outer;
  }

  static Object begin() {
    CallAttempts attempts = new CallAttempts(CURRENT.get());
    CURRENT.set(attempts);
    return attempts;
  }

  static void end(@Nullable Object attempts) {
    if (attempts != null) {
      CURRENT.set(((CallAttempts) attempts).outer);
    }
  }

  /** Gives what {@link #sent} takes, or null for a request that has no span. */
  static @Nullable Object sending(Request request) {
    CallAttempts attempts = CURRENT.get();
    if (attempts == null) {
      return null;
    }
    HttpUrl url = request.url();
    HttpClientCall call =
        HttpClientCall.start(SCOPE, request.method(), url, url.host(), url.port());
    if (call == null) {
      return null;
    }
    call.resendCount(attempts.count++);
    call.requestHeaders(request.headers(), LINES);
    attempts.attempt = call;
    attempts.scope = call.makeCurrent();
    return attempts;
  }

  /** The request as it is to be written, or null for as it is. */
  static @Nullable Object withHeaders(Request request) {
    CallAttempts attempts = CURRENT.get();
    if (attempts == null || attempts.attempt == null) {
      return null;
    }
    Request.Builder builder = request.newBuilder();
    attempts.attempt.inject(builder, SETTER);
    return builder.build();
  }

  static void sent(
      @Nullable Object state, @Nullable Response response, @Nullable Throwable thrown) {
    CallAttempts attempts = (CallAttempts) state;
    if (attempts == null) {
      return;
    }
    HttpClientCall call = attempts.attempt;
    Scope open = attempts.scope;
    attempts.attempt = null;
    attempts.scope = null;
    if (open != null) {
      open.close();
    }
    if (call != null) {
      if (response != null) {
        call.protocolVersion(version(response));
        call.responseHeaders(response.headers(), LINES);
      }
      call.end(response == null ? 0 : response.code(), failure(thrown));
    }
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
