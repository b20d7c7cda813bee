// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.netty;

import static io.heddle.testing.TraceAssert.assertThat;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.SpanRecord.Kind;
import io.heddle.testing.SpanRecord.Status;
import io.heddle.testing.Trace;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import io.heddle.testing.http.RudeServer;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Streams with a channel each, whose handlers see frames or the objects of HTTP/1. */
@UnderAgent(jvmArgs = "-Dheddle.context.strict=true")
@SuppressWarnings({"deprecation", "FutureReturnValueIgnored"})
class Http2Test {
  private static final Duration SILENCE = Duration.ofMillis(300);

  private final EventLoopGroup group = new NioEventLoopGroup(2);
  private final BlockingQueue<Object> responses = new LinkedBlockingQueue<>();
  private RudeServer backend;

  @BeforeEach
  void start() throws IOException {
    backend = new RudeServer("HTTP/1.1 204 No Content\r\n\r\n");
  }

  @AfterEach
  void stop() throws IOException {
    backend.close();
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }

  @Test
  void get_byFrames_isClientSpanWithServersChild(Traces traces) throws Exception {
    try (NettyServer server = server(new AnsweringFrames())) {
      Channel connection = connect(server.port());
      for (int status : new int[] {200, 503}) {
        Http2Headers headers =
            new DefaultHttp2Headers()
                .method("GET")
                .scheme("http")
                .authority("shop.example")
                .path("/" + status + "?a=b");
        open(connection, new Collecting())
            .writeAndFlush(new DefaultHttp2HeadersFrame(headers, true));
        await(Http2HeadersFrame.class);
      }

      traces.awaitSpans(6);
      List<Trace> all = traces.awaitTraces(2);
      assertThat(all).hasSize(2);
      answered(all.get(0), 200);
      answered(all.get(1), 503);
      traces.assertNoMoreSpans(SILENCE);
    }
  }

  private void answered(Trace trace, int status) {
    String path = "/" + status;
    assertThat(trace)
        .hasSpans(
            span ->
                span.hasName("GET")
                    .hasKind(Kind.CLIENT)
                    .hasNoParent()
                    .hasScope("io.heddle.netty")
                    .hasStatus(status == 200 ? Status.UNSET : Status.ERROR)
                    .hasAttribute("http.response.status_code", status)
                    .hasAttribute("url.full", "http://shop.example" + path + "?a=b")
                    .hasAttribute("server.address", "shop.example")
                    .hasAttribute("network.protocol.version", "2"),
            span ->
                span.hasKind(Kind.SERVER)
                    .isChildOf(0)
                    .hasRemoteParent()
                    .hasScope("io.heddle.netty")
                    .hasAttribute("http.response.status_code", status)
                    .hasAttribute("url.path", path)
                    .hasAttribute("url.query", "a=b")
                    .hasAttribute("url.scheme", "http")
                    .hasAttribute("server.address", "shop.example")
                    .hasAttribute("client.address", "127.0.0.1")
                    .hasAttribute("network.protocol.version", "2"),
            span ->
                span.hasKind(Kind.CLIENT)
                    .isChildOf(1)
                    .hasAttribute("url.full", url(path + "?a=b")));
  }

  @Test
  void post_byObjects_isClientSpanWithServersChild(Traces traces) throws Exception {
    ChannelHandler handler =
        new ChannelInitializer<Channel>() {
          @Override
          protected void initChannel(Channel stream) {
            stream
                .pipeline()
                .addLast(new Http2StreamFrameToHttpObjectCodec(true))
                .addLast(new AnsweringObjects());
          }
        };
    try (NettyServer server = server(handler)) {
      Channel stream =
          open(
              connect(server.port()),
              new ChannelInitializer<Channel>() {
                @Override
                protected void initChannel(Channel made) {
                  made.pipeline()
                      .addLast(new Http2StreamFrameToHttpObjectCodec(false))
                      .addLast(new Collecting());
                }
              });
      FullHttpRequest request =
          new DefaultFullHttpRequest(
              HttpVersion.HTTP_1_1,
              HttpMethod.POST,
              "/objects",
              Unpooled.wrappedBuffer(new byte[] {'x'}));
      request.headers().set("host", "shop.example");
      stream.writeAndFlush(request);
      await(LastHttpContent.class);

      traces.awaitSpans(3);
      assertThat(traces.awaitTrace())
          .hasSpans(
              span ->
                  span.hasName("POST")
                      .hasKind(Kind.CLIENT)
                      .hasAttribute("http.response.status_code", 201)
                      .hasAttribute("url.full", "http://shop.example/objects"),
              span ->
                  span.hasKind(Kind.SERVER)
                      .isChildOf(0)
                      .hasAttribute("http.response.status_code", 201),
              span -> span.hasKind(Kind.CLIENT).isChildOf(1));
      assertThat(request.headers().contains("traceparent")).isFalse();
      traces.assertNoMoreSpans(SILENCE);
    }
  }

  @Test
  void stream_isReset_endsBothSpans(Traces traces) throws Exception {
    BlockingQueue<Object> received = new LinkedBlockingQueue<>();
    try (NettyServer server =
        server(
            new ChannelInboundHandlerAdapter() {
              @Override
              public boolean isSharable() {
                return true;
              }

              @Override
              public void channelRead(ChannelHandlerContext context, Object frame) {
                ReferenceCountUtil.release(frame);
                received.add("frame");
              }
            })) {
      Channel stream = open(connect(server.port()), new Collecting());
      Http2Headers headers =
          new DefaultHttp2Headers().method("GET").scheme("http").authority("a").path("/never");
      stream.writeAndFlush(new DefaultHttp2HeadersFrame(headers, true));
      assertThat(received.poll(10, TimeUnit.SECONDS)).isNotNull();
      traces.assertNoSpans(SILENCE);
      stream.close();

      traces.awaitSpans(2);
      assertThat(traces.awaitTrace())
          .hasSpans(
              span -> span.hasKind(Kind.CLIENT).hasStatus(Status.ERROR),
              span -> span.hasKind(Kind.SERVER).isChildOf(0).hasStatus(Status.ERROR));
    }
  }

  private static NettyServer server(ChannelHandler streamHandler) {
    return new NettyServer(
        pipeline ->
            pipeline
                .addLast(Http2FrameCodecBuilder.forServer().build())
                .addLast(new Http2MultiplexHandler(streamHandler)));
  }

  private Channel connect(int port) {
    return new Bootstrap()
        .group(group)
        .channel(NioSocketChannel.class)
        .handler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel made) {
                made.pipeline()
                    .addLast(Http2FrameCodecBuilder.forClient().build())
                    .addLast(new Http2MultiplexHandler(new ChannelInboundHandlerAdapter()));
              }
            })
        .connect(InetAddress.getLoopbackAddress(), port)
        .syncUninterruptibly()
        .channel();
  }

  private static Http2StreamChannel open(Channel connection, ChannelHandler handler) {
    return new Http2StreamChannelBootstrap(connection)
        .handler(handler)
        .open()
        .syncUninterruptibly()
        .getNow();
  }

  private void await(Class<?> last) throws InterruptedException {
    while (!last.isInstance(requireNonNull(responses.poll(10, TimeUnit.SECONDS)))) {
      // The head, or content before the last.
    }
  }

  private String url(String path) {
    return "http://127.0.0.1:" + backend.port() + path;
  }

  /** Calls, then answers with what the path says. */
  @ChannelHandler.Sharable
  private final class AnsweringFrames extends SimpleChannelInboundHandler<Http2HeadersFrame> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, Http2HeadersFrame frame)
        throws IOException {
      String path = frame.headers().path().toString();
      NettyServer.call(url(path));
      Http2Headers headers = new DefaultHttp2Headers().status(path.substring(1, 4));
      context.write(new DefaultHttp2HeadersFrame(headers, false));
      context.writeAndFlush(
          new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(new byte[] {'x'}), true));
    }
  }

  private final class AnsweringObjects extends SimpleChannelInboundHandler<HttpObject> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject message)
        throws IOException {
      if (message instanceof LastHttpContent) {
        NettyServer.call(url("/objects"));
        context.writeAndFlush(NettyServer.response(201, "done"));
      }
    }
  }

  private final class Collecting extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      responses.add(message);
    }
  }
}
