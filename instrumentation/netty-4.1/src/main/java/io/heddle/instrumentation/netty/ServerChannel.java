// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.netty;

import io.heddle.instrumentation.api.http.HttpHeaders;
import io.heddle.instrumentation.api.http.HttpServerCall;
import io.heddle.instrumentation.api.http.HttpServerRequest;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * A connection that requests come from, and how they are read. Responses are sent in the order of
 * the requests; each ends the oldest call.
 */
final class ServerChannel extends HttpChannel implements HttpServerRequest<HttpRequest> {
  /** Requests that have come, and whose response is not sent to its end. */
  private final ArrayDeque<HttpServerCall> calls = new ArrayDeque<>(4);

  private final @Nullable String peerAddress;

  /** Of the response that is being sent, or 0. */
  private int status;

  /** Whose response is sent by the protocol that it asked for, if anybody knows that. */
  private @Nullable HttpServerCall upgraded;

  private ServerChannel(Channel channel) {
    super(channel);
    peerAddress = Peers.address(channel.remoteAddress());
  }

  static ServerChannel of(Channel channel) {
    ChannelWork work = ChannelWork.of(channel);
    return work instanceof ServerChannel ? (ServerChannel) work : begin(new ServerChannel(channel));
  }

  /** Begins a call. What the decoder could not read has none. */
  void received(HttpRequest request) {
    if (request.decoderResult().isFailure() || !channel.isOpen()) {
      return;
    }
    HttpServerCall call = HttpServerCall.start(SCOPE, this, request);
    synchronized (this) {
      if (calls.isEmpty()) {
        forgetFailure();
      }
      calls.add(call);
    }
    read(call.context());
  }

  void sent(Object message) {
    HttpServerCall call;
    int code;
    boolean isEnd;
    synchronized (this) {
      if (message instanceof HttpResponse) {
        status = ((HttpResponse) message).status().code();
      }
      code = status;
      if (code < 200 && code != SWITCHING_PROTOCOLS) {
        // One more head will come.
        return;
      }
      isEnd = message instanceof LastHttpContent || code == SWITCHING_PROTOCOLS;
      call = isEnd ? calls.poll() : calls.peek();
      status = isEnd ? 0 : code;
    }
    if (call != null && message instanceof HttpResponse) {
      call.responseHeaders(((HttpResponse) message).headers(), HeaderLines.INSTANCE);
    }
    if (call != null && isEnd) {
      if (code == SWITCHING_PROTOCOLS && isToHttp2(message)) {
        upgraded = call;
        call.upgrading();
      } else {
        call.end(code, null);
      }
    }
  }

  private static boolean isToHttp2(Object response) {
    return response instanceof HttpResponse
        && "h2c".equalsIgnoreCase(((HttpResponse) response).headers().get("upgrade"));
  }

  @Override
  void closed() {
    HttpServerCall switched = upgraded;
    if (switched != null && switched.isUpgrading()) {
      switched.end(SWITCHING_PROTOCOLS, null);
    }
    while (true) {
      HttpServerCall open;
      int code;
      synchronized (this) {
        open = calls.poll();
        code = status;
        status = 0;
      }
      if (open == null) {
        return;
      }
      open.breakOff(code, reason());
    }
  }

  @Override
  public String method(HttpRequest request) {
    return request.method().name();
  }

  @Override
  public String scheme(HttpRequest request) {
    return isSecure() ? "https" : "http";
  }

  @Override
  public String path(HttpRequest request) {
    return RequestTarget.path(request.uri());
  }

  @Override
  public @Nullable String query(HttpRequest request) {
    return RequestTarget.query(request.uri());
  }

  @Override
  public @Nullable String protocolVersion(HttpRequest request) {
    return HttpHeaders.version(request.protocolVersion().text());
  }

  @Override
  public @Nullable String peerAddress(HttpRequest request) {
    return peerAddress;
  }

  @Override
  public int peerPort(HttpRequest request) {
    return Peers.port(channel.remoteAddress());
  }

  @Override
  @SuppressWarnings("deprecation") // Asked for by the Jaeger and OpenTracing propagators.
  public Iterable<String> keys(HttpRequest request) {
    return request.headers().names();
  }

  @Override
  public @Nullable String get(@Nullable HttpRequest request, String name) {
    return request == null ? null : request.headers().get(name);
  }

  @Override
  public Iterator<String> getAll(@Nullable HttpRequest request, String name) {
    return request == null
        ? Collections.<String>emptyIterator()
        : request.headers().getAll(name).iterator();
  }
}
