// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.jetty.v12_0;

import io.heddle.instrumentation.api.http.HttpServerCall;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Sees the status that is sent and the end of a request, and ends its call. */
final class RecordedStream extends HttpStream.Wrapper {
  private final Request request;
  private final HttpServerCall call;
  private final ChannelCalls calls;
  private volatile int status;

  RecordedStream(HttpStream stream, Request request, HttpServerCall call, ChannelCalls calls) {
    super(stream);
    this.request = request;
    this.call = call;
    this.calls = calls;
  }

  @Override
  public void send(
      MetaData.Request metaData,
      MetaData.@Nullable Response response,
      boolean last,
      ByteBuffer content,
      Callback callback) {
    if (response != null) {
      int code = response.getStatus();
      if (code >= 200 || code == 101) {
        status = code;
        call.responseHeaders(response, ResponseLines.INSTANCE);
      }
    }
    super.send(metaData, response, last, content, callback);
  }

  @Override
  public void succeeded() {
    end(null);
    super.succeeded();
  }

  @Override
  public void failed(Throwable failure) {
    end(failure);
    super.failed(failure);
  }

  private void end(@Nullable Throwable broken) {
    Object answered = request.getAttribute(ErrorHandler.ERROR_EXCEPTION);
    if (answered instanceof Throwable) {
      call.failed((Throwable) answered);
    }
    call.end(status, broken);
    calls.ended();
  }
}
