// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.javahttpclient;

import io.heddle.instrumentation.api.Scopes;
import io.heddle.instrumentation.api.http.HttpClientCall;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapSetter;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The requests that one call sends, one after the other: redirects and authentication send more
 * than one, and each has a span. Sending the same request again on another connection does not
 * begin a new one. Refers to no request. Thread-safe.
 */
final class HttpAttempts {
  private static final InstrumentationScopeInfo SCOPE = Scopes.of("java-http-client");
  private static final TextMapSetter<Map<String, List<String>>> SETTER = new HeaderSetter();
  private static final BiPredicate<String, String> ALL = new Everything();

  private final Context parent;
  private HttpClientCall call;
  private int resends;
  private boolean failed;
  private @Nullable String nextMethod;
  private @Nullable URI nextUri;

  /** What {@link #headers} made of which headers; it is asked more than once for a request. */
  private @Nullable HttpHeaders own;

  private @Nullable HttpHeaders all;

  private HttpAttempts(Context parent, HttpClientCall call) {
    this.parent = parent;
    this.call = call;
  }

  /** Begins the first, or gives null when the request is another client's. */
  static @Nullable HttpAttempts begin(HttpRequest request) {
    Context parent = Context.current();
    HttpClientCall call = begin(parent, request.method(), request.uri());
    return call == null ? null : new HttpAttempts(parent, call);
  }

  private static @Nullable HttpClientCall begin(Context parent, String method, URI uri) {
    int port = uri.getPort();
    if (port < 0) {
      port = "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }
    return HttpClientCall.start(parent, SCOPE, method, uri.toString(), uri.getHost(), port);
  }

  /** The headers to write. */
  synchronized HttpHeaders headers(HttpHeaders headers) {
    HttpHeaders known = all;
    if (known != null && own == headers) {
      return known;
    }
    Map<String, List<String>> map;
    if (headers.map().isEmpty()) {
      map = new HashMap<>(4);
    } else {
      // HttpHeaders refuses names that differ in case alone, and the application's may be one.
      map = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      map.putAll(headers.map());
    }
    call.inject(map, SETTER);
    HttpHeaders made = HttpHeaders.of(map, ALL);
    own = headers;
    all = made;
    return made;
  }

  /** The client will send this once the response to the current request is dealt with. */
  synchronized void resending(HttpRequest next) {
    nextMethod = next.method();
    nextUri = next.uri();
  }

  synchronized void answered(HttpResponse<?> response) {
    call.protocolVersion(version(response.version()));
    call.end(response.statusCode(), null);
    URI uri = nextUri;
    if (uri == null || nextMethod == null || failed) {
      return;
    }
    HttpClientCall next = begin(parent, nextMethod, uri);
    nextUri = null;
    if (next != null) {
      next.resendCount(++resends);
      call = next;
      own = null;
      all = null;
    }
  }

  synchronized void failed(Throwable failure) {
    failed = true;
    // A call that its caller cancels has not failed.
    call.end(0, failure instanceof CancellationException ? null : failure);
  }

  private static @Nullable String version(HttpClient.Version version) {
    switch (version.name()) {
      case "HTTP_1_1":
        return "1.1";
      case "HTTP_2":
        return "2";
      case "HTTP_3": // added in 26
        return "3";
      default:
        return null;
    }
  }

  private static final class HeaderSetter implements TextMapSetter<Map<String, List<String>>> {
    @Override
    public void set(@Nullable Map<String, List<String>> carrier, String key, String value) {
      if (carrier != null) {
        carrier.put(key, Collections.singletonList(value));
      }
    }
  }

  private static final class Everything implements BiPredicate<String, String> {
    @Override
    public boolean test(String name, String value) {
      return true;
    }
  }
}
