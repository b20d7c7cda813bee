// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.jersey;

import io.heddle.instrumentation.api.http.HttpServerCall;
import java.util.List;
import java.util.ListIterator;
import org.glassfish.jersey.server.internal.routing.UriRoutingContext;
import org.glassfish.jersey.uri.UriTemplate;

/** Tells a call its route: the application's base path, and the templates matched so far. */
final class MatchedTemplates {
  private MatchedTemplates() {}

  static void tell(UriRoutingContext context) {
    HttpServerCall call = HttpServerCall.current();
    if (call == null) {
      return;
    }
    StringBuilder route = new StringBuilder();
    append(route, context.getBaseUri().getRawPath());
    List<UriTemplate> lastFirst = context.getMatchedTemplates();
    ListIterator<UriTemplate> templates = lastFirst.listIterator(lastFirst.size());
    while (templates.hasPrevious()) {
      append(route, templates.previous().getTemplate());
    }
    call.route(route.length() == 0 ? "/" : route.toString());
  }

  private static void append(StringBuilder route, String path) {
    int start = path.startsWith("/") ? 1 : 0;
    int end = path.endsWith("/") ? path.length() - 1 : path.length();
    if (start < end) {
      route.append('/').append(path, start, end);
    }
  }
}
