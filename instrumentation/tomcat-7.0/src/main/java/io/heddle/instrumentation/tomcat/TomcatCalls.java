// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.tomcat;

import io.heddle.instrumentation.api.Scopes;
import io.heddle.instrumentation.api.http.HttpHeaderLines;
import io.heddle.instrumentation.api.http.HttpServerCall;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import java.util.Iterator;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.jspecify.annotations.Nullable;

/**
 * The calls of Tomcat's requests. A call is kept as an attribute of the coyote request: the
 * application's attribute listeners and {@code getAttributeNames} do not see those.
 */
final class TomcatCalls {
  private static final InstrumentationScopeInfo SCOPE = Scopes.of("tomcat");
  private static final String CALL = "io.heddle.tomcat.call";
  private static final HttpHeaderLines<Response> RESPONSE_LINES = new ResponseLines();

  private TomcatCalls() {}

  static @Nullable Scope enter(Request request) {
    org.apache.coyote.Request kept = request.getCoyoteRequest();
    HttpServerCall call = (HttpServerCall) kept.getAttribute(CALL);
    if (call == null || call.isEnded()) {
      call = HttpServerCall.start(SCOPE, RequestReader.INSTANCE, request);
      kept.setAttribute(CALL, call);
    } else if (call == HttpServerCall.current()) {
      return null;
    }
    return call.makeCurrent();
  }

  static void end(Request request) {
    org.apache.coyote.Request kept = request.getCoyoteRequest();
    HttpServerCall call = kept == null ? null : (HttpServerCall) kept.getAttribute(CALL);
    Response response = request.getResponse();
    if (call == null || call.isEnded() || response == null) {
      return;
    }
    int status = response.getStatus();
    // Set by the output buffer, and by the processor of an asynchronous request, for a lost client.
    Throwable broken = response.getCoyoteResponse().getErrorException();
    Throwable thrown = status < 400 || status >= 500 ? thrown(request) : null;
    if (thrown != null) {
      call.failed(thrown);
      if (status < 400 && broken == null) {
        // Thrown when the head of the response was sent; Tomcat 7 leaves the status as it was.
        broken = thrown;
      }
    }
    call.responseHeaders(response, RESPONSE_LINES);
    call.end(status, broken);
  }

  private static @Nullable Throwable thrown(Request request) {
    Object thrown = request.getAttribute("jakarta.servlet.error.exception");
    if (thrown == null) {
      thrown = request.getAttribute("javax.servlet.error.exception");
    }
    return thrown instanceof Throwable ? (Throwable) thrown : null;
  }

  private static final class ResponseLines implements HttpHeaderLines<Response> {
    @Override
    public Iterator<String> lines(Response response, String name) {
      return response.getHeaders(name).iterator();
    }
  }
}
