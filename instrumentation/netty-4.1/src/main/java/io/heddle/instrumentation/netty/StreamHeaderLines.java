// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.netty;

import io.heddle.instrumentation.api.http.HttpHeaderLines;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/** Reads the headers of a message of HTTP/2, whose names are in lower case. */
final class StreamHeaderLines implements HttpHeaderLines<Http2Headers> {
  static final StreamHeaderLines INSTANCE = new StreamHeaderLines();

  private StreamHeaderLines() {}

  @Override
  public Iterator<String> lines(Http2Headers headers, String name) {
    List<CharSequence> values = headers.getAll(name);
    if (values.isEmpty()) {
      return Collections.emptyIterator();
    }
    List<String> lines = new ArrayList<>(values.size());
    for (CharSequence value : values) {
      lines.add(value.toString());
    }
    return lines.iterator();
  }
}
