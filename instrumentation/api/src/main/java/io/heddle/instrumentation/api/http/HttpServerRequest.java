// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.http;

import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * How a kit reads one server's requests. Header names are given in lower case and compared without
 * regard to case; {@code getAll} gives one element for each header line.
 *
 * @param <R> the server's request type
 */
public interface HttpServerRequest<R> extends TextMapGetter<R>, HttpHeaderLines<R> {
  @Override
  default Iterator<String> lines(R request, String name) {
    return getAll(request, name);
  }

  /** Method as received. */
  String method(R request);

  /** Scheme of the connection: {@code http} or {@code https}. */
  String scheme(R request);

  /** Path as received, without the query. */
  String path(R request);

  /** Query without its question mark, or null. */
  @Nullable String query(R request);

  /** {@code 1.0}, {@code 1.1} or {@code 2}, or null when unknown. */
  @Nullable String protocolVersion(R request);

  /** Address of the socket's other end, without any look-up of names, or null. */
  @Nullable String peerAddress(R request);

  /** Port of the socket's other end, or below 1. */
  int peerPort(R request);
}
