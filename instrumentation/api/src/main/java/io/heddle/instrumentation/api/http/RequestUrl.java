// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.http;

import org.jspecify.annotations.Nullable;

/** The URL of a request whose server and path are told apart: a string when it is exported. */
public final class RequestUrl {
  private final String scheme;
  private final String host;
  private final int port;
  private final String path;

  /**
   * @param scheme null for {@code http}
   * @param host name or address
   * @param port below 1 for the scheme's own
   * @param path with the query, or a whole URL, as proxies are sent it
   */
  public RequestUrl(@Nullable String scheme, String host, int port, @Nullable String path) {
    this.scheme = scheme == null ? "http" : scheme;
    this.host = host;
    this.port = port > 0 ? port : defaultPort();
    this.path = path == null ? "/" : path;
  }

  public String host() {
    return host;
  }

  /** The scheme's own where none was given. */
  public int port() {
    return port;
  }

  private int defaultPort() {
    return scheme.equalsIgnoreCase("https") ? 443 : 80;
  }

  /** Names no port that is the scheme's own. */
  @Override
  public String toString() {
    if (!path.startsWith("/") && path.contains("://")) {
      return path;
    }
    StringBuilder url = new StringBuilder(scheme.length() + host.length() + path.length() + 12);
    url.append(scheme).append("://");
    if (host.indexOf(':') >= 0 && !host.startsWith("[")) {
      url.append('[').append(host).append(']');
    } else {
      url.append(host);
    }
    if (port != defaultPort()) {
      url.append(':').append(port);
    }
    if (!path.startsWith("/")) {
      url.append('/');
    }
    return url.append(path).toString();
  }
}
