// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.servlet;

import io.heddle.instrumentation.api.http.HttpHeaderLines;
import io.heddle.instrumentation.api.http.HttpServerCall;
import io.heddle.instrumentation.api.http.HttpServerRequest;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of one of the two servlet APIs.
 *
 * @param <S> {@code HttpServlet}
 * @param <Q> {@code HttpServletRequest}
 * @param <P> {@code HttpServletResponse}
 */
interface ServletApi<S, Q, P> extends HttpServerRequest<Q> {
  /** Context path of the servlet's application, and "" before the servlet is initialised. */
  String contextPath(S servlet);

  /** URL patterns that the servlet is mapped to. */
  Collection<String> mappings(S servlet);

  /** Name of the request's {@code DispatcherType}. */
  String dispatch(Q request);

  String servletPath(Q request);

  @Nullable String pathInfo(Q request);

  @Nullable Object attribute(Q request, String name);

  void setAttribute(Q request, String name, Object value);

  boolean isAsyncStarted(Q request);

  /** Ends the call when the asynchronous processing that was started is complete. */
  void endWhenComplete(Q request, P response, HttpServerCall call);

  int status(P response);

  /** What reads the headers of a response. */
  HttpHeaderLines<P> responseLines();

  boolean isCommitted(P response);

  /** The root cause of a {@code ServletException}, anything else as it is. */
  Throwable rootCause(Throwable thrown);
}
