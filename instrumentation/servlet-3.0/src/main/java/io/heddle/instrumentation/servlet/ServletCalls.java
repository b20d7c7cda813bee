// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.servlet;

import io.heddle.instrumentation.api.Scopes;
import io.heddle.instrumentation.api.http.HttpServerCall;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import org.jspecify.annotations.Nullable;

/** Begins and ends calls in containers that are not instrumented, and tells routes in all. */
final class ServletCalls {
  private static final InstrumentationScopeInfo SCOPE = Scopes.of("servlet");
  private static final String CALL = "io.heddle.servlet.call";

  private ServletCalls() {}

  /** Gives the container's call, an {@link Opened} one, or null: the state of the advice. */
  static <S, Q, P> @Nullable Object enter(ServletApi<S, Q, P> api, S servlet, Q request) {
    String dispatch = api.dispatch(request);
    HttpServerCall call = HttpServerCall.current();
    if (call != null && !call.isEnded()) {
      ServletRoutes.entering(api, servlet, request, dispatch, call);
      return call;
    }
    Opened opened;
    if (dispatch.equals("ASYNC")) {
      call = (HttpServerCall) api.attribute(request, CALL);
      if (call == null) {
        return null;
      }
      opened = new Opened(call, true);
    } else if (dispatch.equals("ERROR")) {
      // The call has ended with what this dispatch renders.
      return null;
    } else {
      call = HttpServerCall.start(SCOPE, api, request);
      opened = new Opened(call, false);
    }
    ServletRoutes.entering(api, servlet, request, dispatch, call);
    opened.scope = call.makeCurrent();
    return opened;
  }

  static <S, Q, P> void exit(
      ServletApi<S, Q, P> api, Q request, P response, Object state, @Nullable Throwable thrown) {
    Opened opened = state instanceof Opened ? (Opened) state : null;
    if (opened != null && opened.scope != null) {
      opened.scope.close();
    }
    HttpServerCall call = opened != null ? opened.call : (HttpServerCall) state;
    Throwable cause = thrown == null ? null : api.rootCause(thrown);
    if (cause != null) {
      call.failed(cause);
    }
    if (opened == null || opened.continued) {
      return;
    }
    if (cause == null && api.isAsyncStarted(request)) {
      api.setAttribute(request, CALL, call);
      api.endWhenComplete(request, response, call);
    } else if (cause == null || api.isCommitted(response)) {
      end(api, response, call, api.status(response), cause);
    } else {
      // The container answers the exception after this method.
      int status = api.status(response);
      end(api, response, call, status < 400 ? 500 : status, null);
    }
  }

  static <P> void end(
      ServletApi<?, ?, P> api,
      P response,
      HttpServerCall call,
      int status,
      @Nullable Throwable thrown) {
    call.responseHeaders(response, api.responseLines());
    call.end(status, thrown);
  }

  /** A call that this dispatch has made current. */
  private static final class Opened {
    final HttpServerCall call;

    /** Whether an asynchronous dispatch goes on with it; a listener ends it. */
    final boolean continued;

    @Nullable Scope scope;

    Opened(HttpServerCall call, boolean continued) {
      this.call = call;
      this.continued = continued;
    }
  }
}
