// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.jetty.v9_4;

import io.heddle.instrumentation.api.http.HttpHeaderLines;
import java.util.Iterator;
import org.eclipse.jetty.server.HttpChannel;

/** Reads the headers of a channel's response. */
final class ResponseLines implements HttpHeaderLines<HttpChannel> {
  static final ResponseLines INSTANCE = new ResponseLines();

  private ResponseLines() {}

  @Override
  public Iterator<String> lines(HttpChannel channel, String name) {
    return channel.getResponse().getHeaders(name).iterator();
  }
}
