// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.apachehttpclient.v5_0;

import io.heddle.instrumentation.api.Scopes;
import io.heddle.instrumentation.api.http.HttpClientCall;
import io.heddle.instrumentation.api.http.HttpHeaderLines;
import io.heddle.instrumentation.api.http.HttpHeaders;
import io.heddle.instrumentation.api.http.RequestUrl;
import io.heddle.instrumentation.api.trace.Tracing;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapSetter;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.MessageHeaders;
import org.apache.hc.core5.http.ProtocolVersion;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.net.URIAuthority;
import org.jspecify.annotations.Nullable;

/** What the library's requests say of their spans, and how these are written. */
final class Requests {
  private static final InstrumentationScopeInfo SCOPE = Scopes.of("apache-httpclient");
  private static final TextMapSetter<HttpRequest> SETTER = new HeaderSetter();
  private static final HttpHeaderLines<MessageHeaders> LINES = new Lines();
  private static final @Nullable HttpHost NO_HOST = null;

  private Requests() {}

  /**
   * Begins the span of a request, unless it is part of another client's.
   *
   * @param target where a request goes that names no server
   */
  static @Nullable HttpClientCall start(
      Context parent, @Nullable HttpHost target, HttpRequest request) {
    RequestUrl url = url(target, request);
    return url == null
        ? null
        : HttpClientCall.start(parent, SCOPE, request.getMethod(), url, url.host(), url.port());
  }

  private static @Nullable RequestUrl url(@Nullable HttpHost target, HttpRequest request) {
    String path = request.getPath();
    URIAuthority authority = request.getAuthority();
    if (authority != null) {
      return new RequestUrl(
          request.getScheme(), authority.getHostName(), authority.getPort(), path);
    }
    return target == null
        ? null
        : new RequestUrl(target.getSchemeName(), target.getHostName(), target.getPort(), path);
  }

  /** Whether a request is the library's own, for a connection through a proxy. */
  static boolean isTunnel(HttpRequest request) {
    return request.getMethod().equals("CONNECT");
  }

  /** A copy of the head, as it is to be written. */
  static ClassicHttpRequest withHeaders(ClassicHttpRequest request, HttpClientCall attempt) {
    attempt.requestHeaders(request, LINES);
    ClassicHttpRequest copy =
        new BasicClassicHttpRequest(request.getMethod(), NO_HOST, request.getRequestUri());
    copy.setVersion(request.getVersion());
    copy.setHeaders(request.getHeaders());
    attempt.inject(copy, SETTER);
    return copy;
  }

  /** Gives what {@link #restoreHeaders} takes. */
  static List<Header> replaceHeaders(HttpRequest request, HttpClientCall attempt) {
    List<Header> own = Collections.emptyList();
    for (String name : Tracing.propagator().fields()) {
      if (request.containsHeader(name)) {
        own = own.isEmpty() ? new ArrayList<>() : own;
        Collections.addAll(own, request.getHeaders(name));
      }
    }
    attempt.inject(request, SETTER);
    return own;
  }

  /** Afterwards a request has all headers that the library adds while it writes it. */
  static void restoreHeaders(HttpRequest request, HttpClientCall attempt, List<Header> own) {
    for (String name : Tracing.propagator().fields()) {
      request.removeHeaders(name);
    }
    for (Header header : own) {
      request.addHeader(header);
    }
    attempt.requestHeaders(request, LINES);
  }

  /** Tells what came back, and ends the attempt. */
  static void end(
      HttpClientCall attempt, @Nullable HttpResponse response, @Nullable Throwable failure) {
    if (response == null) {
      attempt.end(0, failure);
    } else {
      ProtocolVersion version = response.getVersion();
      if (version != null) {
        attempt.protocolVersion(HttpHeaders.version(version.getMajor(), version.getMinor()));
      }
      attempt.responseHeaders(response, LINES);
      attempt.end(response.getCode(), failure);
    }
  }

  private static final class HeaderSetter implements TextMapSetter<HttpRequest> {
    @Override
    public void set(@Nullable HttpRequest carrier, String key, String value) {
      if (carrier != null) {
        carrier.removeHeaders(key);
        carrier.addHeader(key, value);
      }
    }
  }

  private static final class Lines implements HttpHeaderLines<MessageHeaders> {
    @Override
    public @Nullable Iterator<String> lines(MessageHeaders message, String name) {
      if (!message.containsHeader(name)) {
        return null;
      }
      List<String> values = new ArrayList<>(1);
      for (Header header : message.getHeaders(name)) {
        values.add(header.getValue());
      }
      return values.iterator();
    }
  }
}
