// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.netty;

import io.heddle.instrumentation.api.http.HttpClientCall;
import io.heddle.instrumentation.api.http.HttpHeaders;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.opentelemetry.context.Context;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** A connection that requests are sent by. Responses come in the order of the requests. */
final class ClientChannel extends HttpChannel {
  /** Requests that are sent, and whose response's head has not come. */
  private final ArrayDeque<Sent> sent = new ArrayDeque<>(4);

  private ClientChannel(Channel channel) {
    super(channel);
  }

  static ClientChannel of(Channel channel) {
    ChannelWork work = ChannelWork.of(channel);
    return work instanceof ClientChannel ? (ClientChannel) work : begin(new ClientChannel(channel));
  }

  /** Begins the call of a request that is about to be encoded, in the current context. */
  Sent sending(HttpRequest request) {
    Context parent = Context.current();
    Sent sending = new Sent(this, begin(parent, request), parent);
    synchronized (this) {
      if (sent.isEmpty()) {
        forgetFailure();
      }
      sent.add(sending);
    }
    return sending;
  }

  private @Nullable HttpClientCall begin(Context parent, HttpRequest request) {
    HttpMethod method = request.method();
    if (method.equals(HttpMethod.CONNECT)) {
      // For a tunnel that another request will go through, by TLS perhaps.
      tunnelled();
      return null;
    }
    RequestUrl url = new RequestUrl(isSecure(), authority(request), request.uri());
    HttpClientCall call =
        HttpClientCall.start(parent, SCOPE, method.name(), url, url.address(), url.port());
    if (call != null) {
      call.requestHeaders(request.headers(), HeaderLines.INSTANCE);
    }
    return call;
  }

  private @Nullable String authority(HttpRequest request) {
    String host = request.headers().get("host");
    if (host != null) {
      return host;
    }
    SocketAddress remote = channel.remoteAddress();
    if (!(remote instanceof InetSocketAddress)) {
      return null;
    }
    InetSocketAddress address = (InetSocketAddress) remote;
    return address.getHostString() + ":" + address.getPort();
  }

  /** A request whose head is encoded, or was not. */
  void encoded(Sent sending, @Nullable Throwable thrown) {
    if (thrown != null) {
      synchronized (this) {
        sent.remove(sending);
      }
      sending.end(0, thrown);
    } else if (!channel.isOpen()) {
      closed();
    }
  }

  void received(HttpResponse response) {
    int code = response.status().code();
    boolean isFinal = code >= 200 || code == SWITCHING_PROTOCOLS;
    Sent answered;
    synchronized (this) {
      answered = isFinal ? sent.poll() : sent.peek();
    }
    if (answered == null) {
      return;
    }
    read(answered.parent);
    if (!isFinal) {
      return;
    }
    Throwable unreadable = response.decoderResult().cause();
    if (unreadable == null && answered.call != null) {
      answered.call.protocolVersion(HttpHeaders.version(response.protocolVersion().text()));
      answered.call.responseHeaders(response.headers(), HeaderLines.INSTANCE);
    }
    answered.end(unreadable == null ? code : 0, unreadable);
  }

  @Override
  void closed() {
    while (true) {
      Sent open;
      synchronized (this) {
        open = sent.poll();
      }
      if (open == null) {
        return;
      }
      open.end(0, reason());
    }
  }

  /** A request that waits for its response. */
  static final class Sent {
    final ClientChannel channel;

    /** Null where the request belongs to that of a client built on Netty. */
    final @Nullable HttpClientCall call;

    final Context parent;

    Sent(ClientChannel channel, @Nullable HttpClientCall call, Context parent) {
      this.channel = channel;
      this.call = call;
      this.parent = parent;
    }

    void end(int status, @Nullable Throwable failure) {
      if (call != null) {
        call.end(status, failure);
      }
    }
  }
}
