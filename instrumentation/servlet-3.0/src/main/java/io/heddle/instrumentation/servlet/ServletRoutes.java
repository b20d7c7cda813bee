// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.servlet;

import io.heddle.instrumentation.api.http.HttpServerCall;

/**
 * Tells a call the mapping of its servlet. The first handler names the call; what it forwards to,
 * what it includes and what renders its error do not.
 */
final class ServletRoutes {
  private ServletRoutes() {}

  static <S, Q, P> void entering(
      ServletApi<S, Q, P> api, S servlet, Q request, String dispatch, HttpServerCall call) {
    if (dispatch.equals("REQUEST")) {
      ServletMappings mappings = ServletMappings.of(api, servlet);
      call.route(mappings.route(api.servletPath(request), api.pathInfo(request)));
    } else if (dispatch.equals("ERROR") || (call.route() != null && !dispatch.equals("ASYNC"))) {
      call.keepRoute();
    }
  }
}
