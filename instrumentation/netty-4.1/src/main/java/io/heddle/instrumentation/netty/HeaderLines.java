// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.netty;

import io.heddle.instrumentation.api.http.HttpHeaderLines;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Iterator;

/** Reads the headers of a message of HTTP/1. */
final class HeaderLines implements HttpHeaderLines<HttpHeaders> {
  static final HeaderLines INSTANCE = new HeaderLines();

  private HeaderLines() {}

  @Override
  public Iterator<String> lines(HttpHeaders headers, String name) {
    return headers.getAll(name).iterator();
  }
}
