// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.jetty.v12_0;

import io.heddle.instrumentation.api.http.HttpHeaderLines;
import io.heddle.instrumentation.api.http.HttpHeaders;
import java.util.Iterator;
import org.eclipse.jetty.http.MetaData;

/** Reads the headers of a response that is sent. */
final class ResponseLines implements HttpHeaderLines<MetaData.Response> {
  static final ResponseLines INSTANCE = new ResponseLines();

  private ResponseLines() {}

  @Override
  public Iterator<String> lines(MetaData.Response response, String name) {
    return HttpHeaders.lines(response.getHttpFields().getValues(name));
  }
}
