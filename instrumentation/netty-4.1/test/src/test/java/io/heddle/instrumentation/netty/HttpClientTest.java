// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.netty;

import static io.heddle.testing.TraceAssert.assertThat;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.SpanRecord;
import io.heddle.testing.SpanRecord.Kind;
import io.heddle.testing.SpanRecord.Status;
import io.heddle.testing.Trace;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import io.heddle.testing.http.HttpTestServer;
import io.heddle.testing.http.RudeServer;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@UnderAgent(jvmArgs = "-Dheddle.context.strict=true")
@SuppressWarnings({"deprecation", "FutureReturnValueIgnored"})
class HttpClientTest {
  private static final Duration SILENCE = Duration.ofMillis(300);
  private static final Consumer<ChannelPipeline> CODEC =
      pipeline -> pipeline.addLast("codec", new HttpClientCodec());

  private static EventLoopGroup group;
  private static HttpTestServer server;

  private final BlockingQueue<FullHttpResponse> responses = new LinkedBlockingQueue<>();
  private final List<Channel> channels = new ArrayList<>();

  @BeforeAll
  static void start() throws IOException {
    group = new NioEventLoopGroup(2);
    server = new HttpTestServer();
  }

  @AfterAll
  static void stop() {
    server.close();
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }

  @BeforeEach
  void forget() {
    server.clear();
  }

  @AfterEach
  void close() {
    channels.forEach(channel -> channel.close().syncUninterruptibly());
  }

  static Stream<Named<Consumer<ChannelPipeline>>> codecs() {
    return Stream.of(
        Named.of("codec", CODEC),
        Named.of(
            "encoder and decoder",
            pipeline ->
                pipeline
                    .addLast("encoder", new HttpRequestEncoder())
                    .addLast("decoder", new HttpResponseDecoder())));
  }

  @ParameterizedTest
  @MethodSource("codecs")
  void get_answered_isClientSpanWithServersChild(Consumer<ChannelPipeline> codec, Traces traces)
      throws Exception {
    Channel channel = connect(server.port(), codec);
    HttpRequest request = get("/greeting?a=b");
    channel.writeAndFlush(request);
    assertThat(response().status().code()).isEqualTo(200);

    Trace trace = trace(traces, 2);
    assertThat(trace)
        .hasSpans(
            span ->
                span.hasName("GET")
                    .hasKind(Kind.CLIENT)
                    .hasScope("io.heddle.netty")
                    .hasNoParent()
                    .hasNoEvents()
                    .hasAttributesExactly(
                        "http.request.method",
                        "GET",
                        "url.full",
                        server.url("/greeting?a=b"),
                        "server.address",
                        "localhost",
                        "server.port",
                        server.port(),
                        "http.response.status_code",
                        200,
                        "network.protocol.version",
                        "1.1"),
            span -> span.hasKind(Kind.SERVER).isChildOf(0).hasRemoteParent());
    assertThat(server.received("traceparent")).containsExactly(List.of(header(trace.span(0))));
    assertThat(request.headers().names()).containsExactly("host");
    traces.assertNoMoreSpans(SILENCE);
  }

  /** The JDK's server knows no trailers. */
  @Test
  void post_withTrailers_isOneSpan(Traces traces) throws Exception {
    BlockingQueue<FullHttpRequest> received = new LinkedBlockingQueue<>();
    try (NettyServer other =
        new NettyServer(
            pipeline ->
                pipeline.addLast(new HttpServerCodec()).addLast(new HttpObjectAggregator(1000)),
            (context, message) -> {
              received.add((FullHttpRequest) ReferenceCountUtil.retain(message));
              context.writeAndFlush(NettyServer.response(200, ""));
            })) {
      Channel channel = connect(other.port(), CODEC);
      HttpRequest request =
          new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "http://shop.example/x");
      request.headers().set("transfer-encoding", "chunked");
      channel.write(request);
      channel.write(new DefaultHttpContent(Unpooled.wrappedBuffer(new byte[] {'x'})));
      LastHttpContent last = new DefaultLastHttpContent();
      last.trailingHeaders().set("checksum", "1");
      channel.writeAndFlush(last);
      assertThat(response().status().code()).isEqualTo(200);

      Trace trace = trace(traces, 2);
      assertThat(trace.span(0))
          .hasName("POST")
          .hasAttribute("url.full", "http://shop.example/x")
          .hasAttribute("server.address", "shop.example")
          .hasAttribute("server.port", 80);
      FullHttpRequest sent = received.take();
      assertThat(sent.headers().getAll("traceparent")).containsExactly(header(trace.span(0)));
      assertThat(sent.content().toString(StandardCharsets.US_ASCII)).isEqualTo("x");
      assertThat(sent.trailingHeaders().names()).containsExactly("checksum");
    }
  }

  @Test
  void requests_allInFlight_eachHasItsOwnContext(Traces traces) throws Exception {
    Channel channel = connect(server.port(), CODEC);
    for (int status : new int[] {200, 404, 503}) {
      String path = "/status/" + status;
      server.whenCalled(() -> channel.writeAndFlush(get(path)).sync());
      NettyServer.call(server.url("/call"));
    }
    for (int status : new int[] {200, 404, 503}) {
      assertThat(response().status().code()).isEqualTo(status);
    }

    traces.awaitSpans(12);
    List<Trace> all = traces.awaitTraces(3);
    for (int i = 0; i < 3; i++) {
      int status = new int[] {200, 404, 503}[i];
      assertThat(all.get(i))
          .hasSpans(
              span -> span.hasKind(Kind.CLIENT).hasNoParent(),
              span -> span.hasKind(Kind.SERVER).isChildOf(0),
              span ->
                  span.hasKind(Kind.CLIENT)
                      .isChildOf(1)
                      .hasAttribute("url.full", server.url("/status/" + status))
                      .hasAttribute("http.response.status_code", status)
                      .hasStatus(status < 400 ? Status.UNSET : Status.ERROR),
              span -> span.hasKind(Kind.SERVER).isChildOf(2));
    }
  }

  @Test
  void response_isReadInContextOfRequest(Traces traces) throws Exception {
    Channel channel = connect(server.port(), CODEC);
    channel
        .pipeline()
        .addLast(
            new SimpleChannelInboundHandler<Object>() {
              @Override
              protected void channelRead0(ChannelHandlerContext context, Object response)
                  throws IOException {
                NettyServer.call(server.url("/inner"));
              }
            });
    server.whenCalled(() -> channel.writeAndFlush(get("/outer")).sync());
    NettyServer.call(server.url("/call"));
    response();

    Trace trace = trace(traces, 6);
    SpanRecord handler = trace.span(1);
    assertThat(trace.spans())
        .filteredOn(span -> span.kind() == Kind.CLIENT && span != trace.span(0))
        .hasSize(2)
        .allSatisfy(span -> assertThat(span).isChildOf(handler));
  }

  @ParameterizedTest
  @ValueSource(strings = {"traceparent", "TraceParent"})
  void headers_ofTheApplication_areReplacedOnTheWire(String name, Traces traces) throws Exception {
    Channel channel = connect(server.port(), CODEC);
    HttpRequest request = get("/own");
    request.headers().set(name, "mine").set("a", "b");
    channel.writeAndFlush(request);
    response();

    SpanRecord span = trace(traces, 2).span(0);
    assertThat(server.received("traceparent")).containsExactly(List.of(header(span)));
    assertThat(server.received("a")).containsExactly(List.of("b"));
    assertThat(request.headers().get("traceparent")).isEqualTo("mine");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HTTP/1.1 abc OK\r\n\r\n"})
  void answer_isNone_isError(String answer, Traces traces) throws Exception {
    try (RudeServer rude = new RudeServer(answer)) {
      connect(rude.port(), CODEC).writeAndFlush(get("/x"));

      assertThat(trace(traces, 1).span(0))
          .hasKind(Kind.CLIENT)
          .hasStatus(Status.ERROR)
          .hasAttributeSatisfying(
              "error.type", type -> assertThat((String) type).endsWith("Exception"))
          .doesNotHaveAttribute("http.response.status_code");
    }
  }

  @Test
  void answer_isLate_hasTimeout(Traces traces) throws Exception {
    Channel channel = connect(server.port(), CODEC);
    channel.pipeline().addFirst(new ReadTimeoutHandler(200, TimeUnit.MILLISECONDS));
    channel.writeAndFlush(get("/slow"));

    SpanRecord span = traces.awaitSpans(1).get(0);
    assertThat(span)
        .hasStatus(Status.ERROR)
        .hasAttribute("error.type", "io.netty.handler.timeout.ReadTimeoutException");
  }

  private Channel connect(int port, Consumer<ChannelPipeline> codec) {
    Channel channel =
        new Bootstrap()
            .group(group)
            .channel(NioSocketChannel.class)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel made) {
                    codec.accept(made.pipeline());
                    made.pipeline()
                        .addLast(new HttpObjectAggregator(1 << 20))
                        .addLast(new Collector());
                  }
                })
            .connect(InetAddress.getLoopbackAddress(), port)
            .syncUninterruptibly()
            .channel();
    channels.add(channel);
    return channel;
  }

  private FullHttpResponse response() throws InterruptedException {
    return requireNonNull(responses.poll(10, TimeUnit.SECONDS));
  }

  private static HttpRequest get(String target) {
    HttpRequest request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, target);
    request.headers().set("host", "localhost:" + server.port());
    return request;
  }

  private static Trace trace(Traces traces, int spans) {
    traces.awaitSpans(spans);
    return traces.awaitTrace();
  }

  private static String header(SpanRecord span) {
    return "00-" + span.traceId() + "-" + span.spanId() + "-03";
  }

  private final class Collector extends SimpleChannelInboundHandler<FullHttpResponse> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
      context.fireChannelRead(response.retain());
      responses.add(response.retain());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.close();
    }
  }
}
