// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.http;

import org.jspecify.annotations.Nullable;

/**
 * What a client asked for before proxies passed it on: {@code Forwarded} (RFC 7239) first, then
 * {@code X-Forwarded-*}, then the request itself. Only the first hop counts.
 */
final class ForwardedHeaders {
  private ForwardedHeaders() {}

  static <R> String scheme(HttpServerRequest<R> reader, R request) {
    String scheme = element(reader.get(request, "forwarded"), "proto");
    if (scheme == null) {
      scheme = first(reader.get(request, "x-forwarded-proto"));
    }
    return scheme == null || scheme.isEmpty() ? reader.scheme(request) : scheme;
  }

  /** Host with its port, as the client named it, or null. */
  static <R> @Nullable String host(HttpServerRequest<R> reader, R request) {
    String host = element(reader.get(request, "forwarded"), "host");
    if (host == null) {
      host = first(reader.get(request, "x-forwarded-host"));
    }
    if (host == null) {
      host = reader.get(request, ":authority");
    }
    if (host == null) {
      host = reader.get(request, "host");
    }
    return host == null || host.isEmpty() ? null : host;
  }

  static <R> @Nullable String client(HttpServerRequest<R> reader, R request) {
    String client = element(reader.get(request, "forwarded"), "for");
    if (client == null) {
      client = first(reader.get(request, "x-forwarded-for"));
    }
    return client == null || client.isEmpty() ? reader.peerAddress(request) : address(client);
  }

  /** The host of {@code host}, {@code host:port}, {@code [v6]} or {@code [v6]:port}. */
  static String address(String host) {
    if (host.startsWith("[")) {
      int end = host.indexOf(']');
      return end < 0 ? host : host.substring(1, end);
    }
    int colon = host.indexOf(':');
    return colon < 0 || host.indexOf(':', colon + 1) >= 0 ? host : host.substring(0, colon);
  }

  /** The port behind the host, or -1. */
  static int port(String host) {
    int colon = host.lastIndexOf(':');
    boolean bareV6 = host.indexOf(':') != colon && host.indexOf(']') < 0;
    if (colon < 0 || colon < host.lastIndexOf(']') || bareV6) {
      return -1;
    }
    int port = 0;
    for (int i = colon + 1; i < host.length(); i++) {
      char c = host.charAt(i);
      if (c < '0' || c > '9' || port > 6553) {
        return -1;
      }
      port = port * 10 + c - '0';
    }
    return port;
  }

  private static @Nullable String first(@Nullable String list) {
    if (list == null) {
      return null;
    }
    int comma = list.indexOf(',');
    return (comma < 0 ? list : list.substring(0, comma)).trim();
  }

  private static @Nullable String element(@Nullable String forwarded, String name) {
    if (forwarded == null) {
      return null;
    }
    String hop = first(forwarded);
    int start = 0;
    while (hop != null && start < hop.length()) {
      int end = hop.indexOf(';', start);
      if (end < 0) {
        end = hop.length();
      }
      int equals = hop.indexOf('=', start);
      if (equals > 0
          && equals < end
          && name.equalsIgnoreCase(hop.substring(start, equals).trim())) {
        String value = hop.substring(equals + 1, end).trim();
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
      }
      start = end + 1;
    }
    return null;
  }
}
