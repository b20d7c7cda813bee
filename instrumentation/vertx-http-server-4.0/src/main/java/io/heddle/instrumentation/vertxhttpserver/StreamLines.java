// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.vertxhttpserver;

import io.heddle.instrumentation.api.http.HttpHeaderLines;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Reads the headers of a message of HTTP/2. */
final class StreamLines implements HttpHeaderLines<Http2Headers> {
  static final StreamLines INSTANCE = new StreamLines();

  private StreamLines() {}

  @Override
  public Iterator<String> lines(Http2Headers headers, String name) {
    List<String> values = new ArrayList<>();
    for (CharSequence value : headers.getAll(name)) {
      values.add(value.toString());
    }
    return values.iterator();
  }
}
