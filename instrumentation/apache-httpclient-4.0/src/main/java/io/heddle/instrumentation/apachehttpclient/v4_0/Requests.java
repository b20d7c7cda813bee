// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.apachehttpclient.v4_0;

import io.heddle.instrumentation.api.Scopes;
import io.heddle.instrumentation.api.http.HttpClientCall;
import io.heddle.instrumentation.api.http.HttpHeaderLines;
import io.heddle.instrumentation.api.http.HttpHeaders;
import io.heddle.instrumentation.api.http.RequestUrl;
import io.opentelemetry.context.propagation.TextMapSetter;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import java.net.URI;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.http.Header;
import org.apache.http.HttpHost;
import org.apache.http.HttpMessage;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.apache.http.ProtocolVersion;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.message.BasicHttpRequest;
import org.jspecify.annotations.Nullable;

/** What the library's requests say of their spans. */
final class Requests {
  private static final InstrumentationScopeInfo SCOPE = Scopes.of("apache-httpclient");
  private static final TextMapSetter<HttpRequest> SETTER = new HeaderSetter();
  private static final HttpHeaderLines<HttpMessage> LINES = new Lines();

  private Requests() {}

  /** Begins the span of a request to this server, unless it is part of another client's. */
  static @Nullable HttpClientCall start(@Nullable HttpHost target, HttpRequest request) {
    if (target == null) {
      return null;
    }
    RequestUrl url =
        new RequestUrl(
            target.getSchemeName(), target.getHostName(), target.getPort(), uri(request));
    return HttpClientCall.start(SCOPE, method(request), url, url.host(), url.port());
  }

  static String method(HttpRequest request) {
    return request instanceof HttpUriRequest
        ? ((HttpUriRequest) request).getMethod()
        : request.getRequestLine().getMethod();
  }

  /** Without the request line where there is a URI: such a request makes it anew each time. */
  private static String uri(HttpRequest request) {
    URI uri = request instanceof HttpUriRequest ? ((HttpUriRequest) request).getURI() : null;
    return uri == null ? request.getRequestLine().getUri() : uri.toASCIIString();
  }

  /** A copy, as it is to be written. */
  static HttpRequest withHeaders(HttpRequest request, HttpClientCall attempt) {
    attempt.requestHeaders(request, LINES);
    HttpRequest copy = new BasicHttpRequest(request.getRequestLine());
    copy.setHeaders(request.getAllHeaders());
    attempt.inject(copy, SETTER);
    return copy;
  }

  /** Tells what came back, and ends the attempt. */
  static void end(
      HttpClientCall attempt, @Nullable HttpResponse response, @Nullable Throwable failure) {
    if (response == null) {
      attempt.end(0, failure);
    } else {
      ProtocolVersion version = response.getProtocolVersion();
      attempt.protocolVersion(HttpHeaders.version(version.getMajor(), version.getMinor()));
      attempt.responseHeaders(response, LINES);
      attempt.end(response.getStatusLine().getStatusCode(), failure);
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
