// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.jettyhttpclient.v9_2;

import io.heddle.instrumentation.api.Scopes;
import io.heddle.instrumentation.api.context.HandOver;
import io.heddle.instrumentation.api.http.HttpClientCall;
import io.heddle.instrumentation.api.http.HttpHeaderLines;
import io.heddle.instrumentation.api.http.HttpHeaders;
import io.heddle.instrumentation.api.http.RequestUrl;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapSetter;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import java.net.URI;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.eclipse.jetty.client.HttpExchange;
import org.eclipse.jetty.client.api.Request;
import org.eclipse.jetty.client.api.Response;
import org.eclipse.jetty.client.api.Result;
import org.eclipse.jetty.http.HttpField;
import org.jspecify.annotations.Nullable;

/**
 * The attempts that are under way, by the library's request, of which each attempt has its own; a
 * conversation has all that belong to one call.
 */
final class Attempts {
  private static final InstrumentationScopeInfo SCOPE = Scopes.of("jetty-httpclient");
  private static final TextMapSetter<Request> SETTER = new HeaderSetter();
  private static final HttpHeaderLines<Iterable<HttpField>> LINES = new Lines();
  private static final int SWITCHING_PROTOCOLS = 101;

  private static final HandOver<Attempt> UNDER_WAY = new HandOver<>();

  private Attempts() {}

  /** Begins an attempt in the current context. A tunnel that a proxy is asked for is none. */
  static void begun(HttpExchange exchange, Request request) {
    if (!request.getMethod().equals("CONNECT")) {
      Attempt attempt = new Attempt(request);
      if (attempt.call != null) {
        attempt.call.resendCount(exchange.getConversation().getExchanges().size() - 1);
      }
      UNDER_WAY.replace(request, attempt);
    }
  }

  /** Makes the caller's context current; gives what a scope's end takes. */
  static @Nullable Scope enter(Request request) {
    Attempt attempt = UNDER_WAY.get(request);
    return attempt == null ? null : attempt.caller.makeCurrent();
  }

  /** Adds the propagation headers to what is about to be written. */
  static void sending(Request request) {
    HttpClientCall call = call(request);
    if (call != null) {
      call.requestHeaders(request.getHeaders(), LINES);
      call.inject(request, SETTER);
    }
  }

  static void answered(Response response) {
    int status = response.getStatus();
    HttpClientCall call = call(response.getRequest());
    if (call != null && !call.isEnded() && (status >= 200 || status == SWITCHING_PROTOCOLS)) {
      call.protocolVersion(HttpHeaders.version(response.getVersion().asString()));
      call.responseHeaders(response.getHeaders(), LINES);
      call.end(status, null);
    }
  }

  /** Forgets an attempt, and makes the caller's context current for the last time. */
  static @Nullable Scope completed(Result result) {
    Attempt attempt = UNDER_WAY.remove(result.getRequest());
    if (attempt == null) {
      return null;
    }
    if (attempt.call != null) {
      attempt.call.end(0, result.getFailure());
    }
    return attempt.caller.makeCurrent();
  }

  private static @Nullable HttpClientCall call(Request request) {
    Attempt attempt = UNDER_WAY.get(request);
    return attempt == null ? null : attempt.call;
  }

  /** Refers to no request. */
  private static final class Attempt {
    final Context caller = Context.current();

    /** Null where the request belongs to that of a client built on this one. */
    final @Nullable HttpClientCall call;

    Attempt(Request request) {
      URI uri = request.getURI();
      RequestUrl url =
          new RequestUrl(
              request.getScheme(),
              request.getHost(),
              request.getPort(),
              uri == null ? request.getPath() : uri.toASCIIString());
      call = HttpClientCall.start(caller, SCOPE, request.getMethod(), url, url.host(), url.port());
    }
  }

  private static final class HeaderSetter implements TextMapSetter<Request> {
    @Override
    public void set(@Nullable Request request, String key, String value) {
      if (request != null) {
        request.header(key, null);
        request.header(key, value);
      }
    }
  }

  /** Headers are a class until 9 and an interface since 10. */
  private static final class Lines implements HttpHeaderLines<Iterable<HttpField>> {
    @Override
    public Iterator<String> lines(Iterable<HttpField> headers, String name) {
      List<String> values = new ArrayList<>(1);
      for (HttpField field : headers) {
        if (field.getName().equalsIgnoreCase(name)) {
          values.add(field.getValue());
        }
      }
      return values.iterator();
    }
  }
}
