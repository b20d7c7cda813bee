// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.httpurlconnection;

import io.heddle.instrumentation.api.Scopes;
import io.heddle.instrumentation.api.WeakIdentityMap;
import io.heddle.instrumentation.api.http.HttpClientCall;
import io.heddle.instrumentation.api.http.HttpHeaderLines;
import io.opentelemetry.context.propagation.TextMapSetter;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.HttpRetryException;
import java.net.HttpURLConnection;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The requests of connection objects. A connection object is remembered until it is collected, so
 * that reading its response again is not taken for another request.
 */
public final class UrlRequests {
  private static final InstrumentationScopeInfo SCOPE = Scopes.of("http-url-connection");
  private static final WeakIdentityMap<HttpURLConnection, UrlRequest> REQUESTS =
      new WeakIdentityMap<>();
  private static final TextMapSetter<HttpURLConnection> SETTER = new HeaderSetter();
  private static final HttpHeaderLines<HttpURLConnection> REQUEST_LINES = new RequestLines();
  private static final HttpHeaderLines<HttpURLConnection> RESPONSE_LINES = new ResponseLines();

  private UrlRequests() {}

  static @Nullable Object connecting(HttpURLConnection connection) {
    UrlRequest request = REQUESTS.get(connection);
    return enter(request != null ? request : start(connection, connection.getRequestMethod()));
  }

  static @Nullable Object writing(HttpURLConnection connection) {
    UrlRequest request = REQUESTS.get(connection);
    if (request == null && !connection.getDoOutput()) {
      return null;
    }
    boolean get = "GET".equals(connection.getRequestMethod());
    if (request == null) {
      request = start(connection, get ? "POST" : connection.getRequestMethod());
    } else if (get && connection.getDoOutput()) {
      request.becomesPost();
    }
    return enter(request);
  }

  static @Nullable Object reading(HttpURLConnection connection) {
    UrlRequest request = REQUESTS.get(connection);
    if (request == null && !connection.getDoInput()) {
      return null;
    }
    return enter(request != null ? request : start(connection, connection.getRequestMethod()));
  }

  private static @Nullable Object enter(@Nullable UrlRequest request) {
    return request != null && request.enter() ? request : null;
  }

  private static UrlRequest start(HttpURLConnection connection, String method) {
    URL url = connection.getURL();
    int port = url.getPort() < 0 ? url.getDefaultPort() : url.getPort();
    HttpClientCall call = HttpClientCall.start(SCOPE, method, url, url.getHost(), port);
    if (call != null) {
      try {
        call.requestHeaders(connection, REQUEST_LINES);
        call.inject(connection, SETTER);
      } catch (IllegalStateException e) {
        // Connected before this class was woven: the request has begun without a span.
        call = null;
      }
    }
    UrlRequest request = new UrlRequest(call);
    REQUESTS.put(connection, request);
    return request;
  }

  static void connected(@Nullable Object state, @Nullable Throwable thrown) {
    UrlRequest request = (UrlRequest) state;
    if (request != null) {
      request.leave();
      if (thrown != null) {
        request.end(0, null, thrown);
      }
    }
  }

  static void read(
      HttpURLConnection connection, @Nullable Object state, @Nullable Throwable thrown) {
    UrlRequest request = (UrlRequest) state;
    if (request == null) {
      return;
    }
    // While the request is entered: what is asked of the connection here is no call of its own.
    int status = 0;
    String version = null;
    try {
      status = status(connection, thrown);
      if (status > 0) {
        version = version(connection.getHeaderField(0));
        request.responseHeaders(connection, RESPONSE_LINES);
      }
    } catch (IOException | RuntimeException e) {
      // There was no response.
    } finally {
      request.leave();
      request.end(status, version, status > 0 ? null : thrown);
    }
  }

  /**
   * The code of the response that has been read. {@code getResponseCode} gives it without reading
   * anything when {@code getInputStream} returned, and when that threw because of the code. After
   * any other {@code IOException} it makes {@code getInputStream} throw the same again, which
   * remembers those; an {@code Error} is not remembered, so that it would try to send once more.
   */
  private static int status(HttpURLConnection connection, @Nullable Throwable thrown)
      throws IOException {
    if (thrown instanceof HttpRetryException) {
      return ((HttpRetryException) thrown).responseCode();
    }
    boolean mayBeOfCode =
        thrown == null
            || thrown instanceof FileNotFoundException
            || thrown.getClass() == IOException.class;
    return mayBeOfCode ? connection.getResponseCode() : 0;
  }

  private static @Nullable String version(@Nullable String statusLine) {
    if (statusLine == null || !statusLine.startsWith("HTTP/1.")) {
      return null;
    }
    return statusLine.startsWith("HTTP/1.0") ? "1.0" : "1.1";
  }

  static void disconnecting(HttpURLConnection connection) {
    UrlRequest request = REQUESTS.get(connection);
    if (request != null && !request.get()) {
      request.end(0, null, null);
    }
  }

  private static final class HeaderSetter implements TextMapSetter<HttpURLConnection> {
    @Override
    public void set(@Nullable HttpURLConnection carrier, String key, String value) {
      if (carrier != null) {
        carrier.setRequestProperty(key, value);
      }
    }
  }

  private static final class RequestLines implements HttpHeaderLines<HttpURLConnection> {
    @Override
    public @Nullable Iterator<String> lines(HttpURLConnection connection, String name) {
      String value = connection.getRequestProperty(name);
      return value == null ? null : Collections.singleton(value).iterator();
    }
  }

  private static final class ResponseLines implements HttpHeaderLines<HttpURLConnection> {
    @Override
    public Iterator<String> lines(HttpURLConnection connection, String name) {
      List<String> values = new ArrayList<>();
      // The line at 0 is that of the status, which has no key.
      for (int i = 1; connection.getHeaderFieldKey(i) != null; i++) {
        if (name.equalsIgnoreCase(connection.getHeaderFieldKey(i))) {
          values.add(connection.getHeaderField(i));
        }
      }
      return values.iterator();
    }
  }
}
