// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.springwebmvc;

import org.jspecify.annotations.Nullable;

/**
 * What is asked of a request of one of the two servlet APIs.
 *
 * @param <Q> {@code HttpServletRequest}
 */
interface MvcRequest<Q> {
  /** Name of the request's {@code DispatcherType}. */
  String dispatch(Q request);

  /** Whether an error is being answered. */
  boolean isError(Q request);

  @Nullable Object attribute(Q request, String name);

  String contextPath(Q request);

  String servletPath(Q request);

  @Nullable String pathInfo(Q request);
}
