// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.netty;

import io.heddle.instrumentation.api.Scopes;
import io.heddle.instrumentation.api.context.TaskContexts;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is exchanged by HTTP on a channel. Its codec is called by one thread at a time, its close
 * may be told by another.
 */
abstract class HttpChannel extends ChannelWork implements ChannelFutureListener {
  static final InstrumentationScopeInfo SCOPE = Scopes.of("netty");

  static final int SWITCHING_PROTOCOLS = 101;

  private static final @Nullable Class<? extends ChannelHandler> SSL_HANDLER = sslHandler();

  final Channel channel;
  private boolean secure;
  private boolean secureIsKnown;

  /** Of the message that is being received. */
  private @Nullable Context reading;

  /** What was thrown first of late. */
  private volatile @Nullable Throwable failure;

  HttpChannel(Channel channel) {
    this.channel = channel;
  }

  /** Lasts as long as the connection, whoever came first. */
  static <T extends HttpChannel> T begin(T made) {
    keep(made.channel, made);
    Scope none = TaskContexts.withoutContext();
    made.channel.closeFuture().addListener(made);
    TaskContexts.ended(none);
    return made;
  }

  /** Looks at what a decoder added to its output, which goes on before it adds more. */
  static void decoded(ChannelHandlerContext handler, List<?> output, int from) {
    for (int i = from; i < output.size(); i++) {
      Object message = output.get(i);
      if (message instanceof HttpRequest && isHttp((HttpRequest) message)) {
        ServerChannel.of(handler.channel()).received((HttpRequest) message);
      } else if (message instanceof HttpResponse) {
        ChannelWork work = of(handler.channel());
        if (work instanceof ClientChannel) {
          ((ClientChannel) work).received((HttpResponse) message);
        }
      }
    }
  }

  /** Looks at what an encoder has encoded. */
  static void encoded(ChannelHandlerContext handler, Object message) {
    ChannelWork work = of(handler.channel());
    if (work instanceof ServerChannel) {
      ((ServerChannel) work).sent(message);
    }
  }

  /** RTSP has the same messages. */
  static boolean isHttp(HttpMessage message) {
    return message.protocolVersion().protocolName().equals("HTTP");
  }

  private static @Nullable Class<? extends ChannelHandler> sslHandler() {
    try {
      ClassLoader loader = HttpChannel.class.getClassLoader();
      return Class.forName("io.netty.handler.ssl.SslHandler", false, loader)
          .asSubclass(ChannelHandler.class);
    } catch (ClassNotFoundException e) {
      // Of an artifact that the codec can do without.
      return null;
    }
  }

  final boolean isSecure() {
    if (!secureIsKnown) {
      secure = SSL_HANDLER != null && channel.pipeline().get(SSL_HANDLER) != null;
      secureIsKnown = true;
    }
    return secure;
  }

  /** What follows may be encrypted. */
  final void tunnelled() {
    secureIsKnown = false;
  }

  /** Tells the context for what follows, until the message is complete. */
  final synchronized void read(@Nullable Context context) {
    reading = context;
  }

  @Override
  final synchronized @Nullable Context contextOf(Object first, Object last) {
    if (!(first instanceof HttpObject)) {
      return null;
    }
    Context context = reading;
    if (last instanceof LastHttpContent) {
      reading = null;
    }
    return context;
  }

  @Override
  final synchronized void failed(Throwable thrown) {
    if (failure == null) {
      failure = thrown;
    }
  }

  /** When something begins and nothing else is under way. */
  final void forgetFailure() {
    failure = null;
  }

  /** Why what was under way ended with the channel. */
  final Throwable reason() {
    Throwable thrown = failure;
    if (thrown == null) {
      thrown = new ClosedChannelException();
      thrown.setStackTrace(new StackTraceElement[0]);
    }
    return thrown;
  }

  @Override
  public final void operationComplete(ChannelFuture closed) {
    closed();
  }

  abstract void closed();
}
