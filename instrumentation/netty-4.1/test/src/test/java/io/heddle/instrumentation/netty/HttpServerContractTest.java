// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.netty;

import io.heddle.testing.UnderAgent;
import io.heddle.testing.http.HttpServerContract;
import io.netty.buffer.ByteBufInputStream;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Requests are handled by a pool of threads, one after the other for each connection. */
@UnderAgent
class HttpServerContractTest extends HttpServerContract {
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @Override
  protected Server start(Handler all) {
    NettyServer server =
        new NettyServer(
            pipeline ->
                pipeline
                    .addLast(new HttpServerCodec(8192, 200_000, 8192))
                    .addLast(new HttpObjectAggregator(8 << 20))
                    .addLast(new Handling(all)));
    return new Server(
        server.port(),
        threads,
        () -> {
          server.close();
          threads.shutdownNow();
        });
  }

  @Override
  protected String name() {
    return "netty";
  }

  private final class Handling extends SimpleChannelInboundHandler<FullHttpRequest> {
    private final Handler handler;
    private CompletableFuture<?> last = CompletableFuture.completedFuture("none");
    private volatile boolean begun;

    Handling(Handler handler) {
      this.handler = handler;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
      request.retain();
      last = last.handleAsync((before, failed) -> handle(context, request), threads);
    }

    private Object handle(ChannelHandlerContext context, FullHttpRequest request) {
      begun = false;
      NettyExchange exchange = new NettyExchange(this, context, request, new DefaultHttpHeaders());
      try {
        if (request.decoderResult().isFailure()) {
          exchange.answer(400, "");
        } else if (request.uri().contains("/in")) {
          handler.handle(exchange);
        } else {
          exchange.answer(404, "");
        }
      } catch (Exception e) {
        // Comes back to this handler.
        context.pipeline().fireExceptionCaught(e);
      }
      return request;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      if (begun) {
        context.close();
      } else {
        begun = true;
        context
            .writeAndFlush(NettyServer.response(500, ""))
            .addListener(ChannelFutureListener.CLOSE);
      }
    }
  }

  private record NettyExchange(
      Handling handling, ChannelHandlerContext context, FullHttpRequest request, HttpHeaders added)
      implements Exchange {
    @Override
    public void addHeader(String name, String value) {
      added.add(name, value);
    }

    @Override
    public @Nullable String header(String name) {
      return request.headers().get(name);
    }

    @Override
    public InputStream body() {
      return new ByteBufInputStream(request.content());
    }

    @Override
    public void answer(int status, String body) {
      handling.begun = true;
      boolean empty = request.method().equals(HttpMethod.HEAD);
      FullHttpResponse response = NettyServer.response(status, empty ? "" : body);
      response.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.length()).add(added);
      write(response, true);
    }

    @Override
    public OutputStream begin(int status) {
      handling.begun = true;
      HttpResponse response =
          new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status));
      response.headers().set(HttpHeaderNames.TRANSFER_ENCODING, "chunked").add(added);
      write(response, false);
      return new Body(this);
    }

    void write(Object message, boolean isLast) {
      boolean isUsable = HttpUtil.isKeepAlive(request) && !request.decoderResult().isFailure();
      context
          .writeAndFlush(message)
          .addListener(isLast && !isUsable ? ChannelFutureListener.CLOSE : done -> {})
          .syncUninterruptibly();
    }

    @Override
    public void later(Handler rest) {
      new Thread(
              () -> {
                try {
                  rest.handle(this);
                } catch (Exception e) {
                  context.pipeline().fireExceptionCaught(e);
                }
              })
          .start();
    }
  }

  private static final class Body extends OutputStream {
    private final NettyExchange exchange;

    Body(NettyExchange exchange) {
      this.exchange = exchange;
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      exchange.write(new DefaultHttpContent(Unpooled.copiedBuffer(bytes, from, length)), false);
    }

    @Override
    public void close() {
      exchange.write(LastHttpContent.EMPTY_LAST_CONTENT, true);
    }
  }
}
