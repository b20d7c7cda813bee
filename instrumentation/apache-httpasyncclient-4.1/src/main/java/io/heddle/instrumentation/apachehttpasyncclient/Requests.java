// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.apachehttpasyncclient;

import io.heddle.instrumentation.api.Scopes;
import io.heddle.instrumentation.api.http.HttpClientCall;
import io.heddle.instrumentation.api.http.HttpHeaderLines;
import io.heddle.instrumentation.api.http.HttpHeaders;
import io.heddle.instrumentation.api.http.RequestUrl;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapSetter;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import java.net.URI;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.http.Header;
import org.apache.http.HttpEntityEnclosingRequest;
import org.apache.http.HttpHost;
import org.apache.http.HttpMessage;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.apache.http.ProtocolVersion;
import org.apache.http.RequestLine;
import org.apache.http.client.methods.HttpRequestWrapper;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.message.BasicHttpEntityEnclosingRequest;
import org.apache.http.message.BasicHttpRequest;
import org.jspecify.annotations.Nullable;

/** What the library's requests say of their spans. */
final class Requests {
  private static final InstrumentationScopeInfo SCOPE = Scopes.of("apache-httpasyncclient");
  private static final TextMapSetter<HttpRequest> SETTER = new HeaderSetter();
  private static final HttpHeaderLines<HttpMessage> LINES = new Lines();

  private Requests() {}

  /**
   * Begins the span of a request, unless it is part of another client's.
   *
   * @param target where a request goes that names no server
   */
  static @Nullable HttpClientCall start(
      Context parent, @Nullable HttpHost target, HttpRequest request) {
    RequestLine line = request.getRequestLine();
    URI uri = request instanceof HttpUriRequest ? ((HttpUriRequest) request).getURI() : null;
    RequestUrl url;
    if (uri != null && uri.getHost() != null) {
      url = new RequestUrl(uri.getScheme(), uri.getHost(), uri.getPort(), uri.toASCIIString());
    } else if (target != null) {
      url =
          new RequestUrl(
              target.getSchemeName(), target.getHostName(), target.getPort(), line.getUri());
    } else {
      return null;
    }
    return HttpClientCall.start(parent, SCOPE, line.getMethod(), url, url.host(), url.port());
  }

  /** What the application, or the server that redirects, asked for. */
  static HttpRequest original(HttpRequest request) {
    return request instanceof HttpRequestWrapper
        ? ((HttpRequestWrapper) request).getOriginal()
        : request;
  }

  /** A copy, as it is to be written. */
  static HttpRequest withHeaders(HttpRequest request, HttpClientCall attempt) {
    attempt.requestHeaders(request, LINES);
    HttpRequest copy;
    if (request instanceof HttpEntityEnclosingRequest) {
      BasicHttpEntityEnclosingRequest enclosing =
          new BasicHttpEntityEnclosingRequest(request.getRequestLine());
      enclosing.setEntity(((HttpEntityEnclosingRequest) request).getEntity());
      copy = enclosing;
    } else {
      copy = new BasicHttpRequest(request.getRequestLine());
    }
    copy.setHeaders(request.getAllHeaders());
    attempt.inject(copy, SETTER);
    return copy;
  }

  static void answered(HttpClientCall attempt, HttpResponse response) {
    ProtocolVersion version = response.getProtocolVersion();
    attempt.protocolVersion(HttpHeaders.version(version.getMajor(), version.getMinor()));
    attempt.responseHeaders(response, LINES);
    attempt.end(response.getStatusLine().getStatusCode(), null);
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

  private static final class Lines implements HttpHeaderLines<HttpMessage> {
    @Override
    public @Nullable Iterator<String> lines(HttpMessage message, String name) {
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
