// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.netty;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A server of Netty's own handlers. */
@SuppressWarnings("deprecation")
final class NettyServer implements AutoCloseable {
  private final EventLoopGroup group = new NioEventLoopGroup(2);
  private final Channel channel;

  /** What the last handler does with what comes. */
  interface App {
    void read(ChannelHandlerContext context, HttpObject message) throws Exception;
  }

  NettyServer(Consumer<ChannelPipeline> codec, App app) {
    this(
        pipeline -> {
          codec.accept(pipeline);
          pipeline.addLast("app", new Last(app));
        });
  }

  NettyServer(Consumer<ChannelPipeline> handlers) {
    channel =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel accepted) {
                    handlers.accept(accepted.pipeline());
                  }
                })
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .syncUninterruptibly()
            .channel();
  }

  int port() {
    return ((InetSocketAddress) channel.localAddress()).getPort();
  }

  /** Has a client's span where this is called. */
  static void call(String url) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) new URL(url).openConnection();
    connection.getResponseCode();
    connection.disconnect();
  }

  static FullHttpResponse response(int status, String body) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(status),
            Unpooled.wrappedBuffer(body.getBytes(StandardCharsets.US_ASCII)));
    response.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.length());
    return response;
  }

  @Override
  public void close() {
    channel.close().syncUninterruptibly();
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private static final class Last extends SimpleChannelInboundHandler<HttpObject> {
    private final App app;

    Last(App app) {
      this.app = app;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject message)
        throws Exception {
      app.read(context, message);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.writeAndFlush(response(500, "")).addListener(done -> context.close());
    }
  }
}
