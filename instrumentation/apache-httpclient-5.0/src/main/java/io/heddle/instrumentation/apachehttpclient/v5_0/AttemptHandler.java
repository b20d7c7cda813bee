// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.apachehttpclient.v5_0;

import io.heddle.instrumentation.api.http.HttpClientCall;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncClientExchangeHandler;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.RequestChannel;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Sends an attempt with the propagation headers, and calls whatever belongs to it in the context of
 * the caller: producers, consumers and callbacks of the application are behind it.
 */
final class AttemptHandler implements AsyncClientExchangeHandler {
  private final AsyncClientExchangeHandler handler;
  private final AsyncCall call;

  AttemptHandler(AsyncClientExchangeHandler handler, AsyncCall call) {
    this.handler = handler;
    this.call = call;
  }

  @Override
  public void produceRequest(RequestChannel channel, HttpContext context)
      throws HttpException, IOException {
    Scope scope = call.enter();
    try {
      handler.produceRequest(new HeadersChannel(channel), context);
    } finally {
      scope.close();
    }
  }

  @Override
  public int available() {
    Scope scope = call.enter();
    try {
      return handler.available();
    } finally {
      scope.close();
    }
  }

  @Override
  public void produce(DataStreamChannel channel) throws IOException {
    Scope scope = call.enter();
    try {
      handler.produce(channel);
    } finally {
      scope.close();
    }
  }

  @Override
  public void consumeInformation(HttpResponse response, HttpContext context)
      throws HttpException, IOException {
    Scope scope = call.enter();
    try {
      handler.consumeInformation(response, context);
    } finally {
      scope.close();
    }
  }

  @Override
  public void consumeResponse(HttpResponse response, EntityDetails entity, HttpContext context)
      throws HttpException, IOException {
    Scope scope = call.enter();
    try {
      handler.consumeResponse(response, entity, context);
    } finally {
      scope.close();
    }
  }

  @Override
  public void updateCapacity(CapacityChannel channel) throws IOException {
    Scope scope = call.enter();
    try {
      handler.updateCapacity(channel);
    } finally {
      scope.close();
    }
  }

  @Override
  public void consume(ByteBuffer bytes) throws IOException {
    Scope scope = call.enter();
    try {
      handler.consume(bytes);
    } finally {
      scope.close();
    }
  }

  @Override
  public void streamEnd(List<? extends Header> trailers) throws HttpException, IOException {
    Scope scope = call.enter();
    try {
      handler.streamEnd(trailers);
    } finally {
      scope.close();
    }
  }

  @Override
  public void failed(Exception cause) {
    Scope scope = call.enter();
    try {
      handler.failed(cause);
    } finally {
      scope.close();
    }
  }

  @Override
  public void cancel() {
    Scope scope = call.enter();
    try {
      handler.cancel();
    } finally {
      scope.close();
    }
  }

  @Override
  public void releaseResources() {
    Scope scope = call.enter();
    try {
      handler.releaseResources();
    } finally {
      scope.close();
    }
  }

  /** Has the propagation headers on a request while its head is written, and only then. */
  private final class HeadersChannel implements RequestChannel {
    private final RequestChannel channel;

    HeadersChannel(RequestChannel channel) {
      this.channel = channel;
    }

    @Override
    public void sendRequest(HttpRequest request, EntityDetails entity, HttpContext context)
        throws HttpException, IOException {
      HttpClientCall attempt = call.attempt();
      if (attempt == null || Requests.isTunnel(request)) {
        channel.sendRequest(request, entity, context);
        return;
      }
      List<Header> own = Requests.replaceHeaders(request, attempt);
      try {
        channel.sendRequest(request, entity, context);
      } finally {
        Requests.restoreHeaders(request, attempt, own);
      }
    }
  }
}
