// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.netty;

import static io.heddle.instrumentation.netty.NettyServer.response;
import static io.heddle.testing.TraceAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.instrumentation.netty.NettyServer.App;
import io.heddle.testing.HttpWire;
import io.heddle.testing.HttpWire.Received;
import io.heddle.testing.SpanRecord;
import io.heddle.testing.SpanRecord.Kind;
import io.heddle.testing.SpanRecord.Status;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import io.heddle.testing.http.RudeServer;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@UnderAgent(jvmArgs = "-Dheddle.context.strict=true")
@SuppressWarnings("FutureReturnValueIgnored")
class HttpServerTest {
  private static final Duration SILENCE = Duration.ofMillis(300);
  private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
  private static final String PARENT_ID = "b7ad6b7169203331";
  private static final String CLOSED = "java.nio.channels.ClosedChannelException";
  private static final Consumer<ChannelPipeline> CODEC =
      pipeline -> pipeline.addLast("codec", new HttpServerCodec());

  static Stream<Named<Consumer<ChannelPipeline>>> codecs() {
    return Stream.of(
        Named.of("codec", CODEC),
        Named.of(
            "decoder and encoder",
            pipeline ->
                pipeline
                    .addLast("decoder", new HttpRequestDecoder())
                    .addLast("encoder", new HttpResponseEncoder())),
        Named.of(
            "aggregator",
            pipeline ->
                pipeline
                    .addLast("codec", new HttpServerCodec())
                    .addLast("aggregator", new HttpObjectAggregator(1000))));
  }

  @ParameterizedTest
  @MethodSource("codecs")
  void get_keptAlive_isSpanForEach(Consumer<ChannelPipeline> codec, Traces traces)
      throws IOException {
    try (NettyServer server = new NettyServer(codec, answering(2, 200))) {
      Received received =
          HttpWire.sendText(
              server.port(),
              HttpWire.head(server.port(), "GET", "/hello/world?x=1", "User-Agent: wire/1")
                  + "\r\nGET http://shop.example/bye HTTP/1.0\r\n\r\n");

      assertThat(received.status()).isEqualTo(200);
      List<SpanRecord> spans = served(traces, 2);
      assertThat(spans.get(0))
          .hasName("GET")
          .hasScope("io.heddle.netty")
          .hasNoParent()
          .hasStatus(Status.UNSET)
          .hasNoEvents()
          .hasAttributesExactly(
              "http.request.method", "GET",
              "http.response.status_code", 200,
              "url.path", "/hello/world",
              "url.scheme", "http",
              "url.query", "x=1",
              "server.address", "localhost",
              "server.port", server.port(),
              "client.address", "127.0.0.1",
              "network.peer.address", "127.0.0.1",
              "network.peer.port", received.port(),
              "network.protocol.version", "1.1",
              "user_agent.original", "wire/1");
      assertThat(spans.get(1))
          .hasAttribute("url.path", "/bye")
          .hasAttribute("network.protocol.version", "1.0")
          .doesNotHaveAttribute("url.query")
          .doesNotHaveAttribute("server.address");
    }
  }

  @Test
  void pipeline_inUse_isTheApplications(Traces traces) throws IOException {
    List<String> names = new CopyOnWriteArrayList<>();
    App answering = answering(1, 200);
    App app =
        (context, message) -> {
          names.addAll(context.pipeline().names());
          answering.read(context, message);
        };
    try (NettyServer server = new NettyServer(CODEC, app)) {
      HttpWire.get(server.port(), "/");

      served(traces, 1);
      assertThat(names.subList(0, 3))
          .containsExactly("codec", "app", "DefaultChannelPipeline$TailContext#0");
    }
  }

  @Test
  void get_ofTrace_continuesIt(Traces traces) throws IOException {
    try (NettyServer server = new NettyServer(CODEC, answering(1, 503))) {
      HttpWire.get(
          server.port(),
          "/",
          "TraceParent: 00-" + TRACE_ID + "-" + PARENT_ID + "-01",
          "tracestate: a=1",
          "tracestate: b=2");

      assertThat(served(traces, 1).get(0))
          .hasTraceId(TRACE_ID)
          .hasParentSpanId(PARENT_ID)
          .hasRemoteParent()
          .hasTraceState("a=1,b=2")
          .hasStatus(Status.ERROR)
          .hasAttribute("error.type", "503");
    }
  }

  @Test
  void requests_allInFlight_eachHasItsOwnContext(Traces traces) throws Exception {
    BlockingQueue<ChannelHandlerContext> waiting = new LinkedBlockingQueue<>();
    try (RudeServer backend = backend();
        NettyServer server =
            new NettyServer(
                CODEC,
                (context, message) -> {
                  if (message instanceof HttpRequest) {
                    NettyServer.call(url(backend, ((HttpRequest) message).uri()));
                  } else {
                    waiting.add(context);
                  }
                })) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 3; i++) {
        text.append(HttpWire.head(server.port(), "GET", "/" + i)).append("\r\n");
      }
      try (Socket socket = HttpWire.connect(server.port(), text.toString())) {
        ChannelHandlerContext last = waiting.take();
        for (int i = 1; i < 3; i++) {
          last = waiting.take();
        }
        List<SpanRecord> calls = traces.awaitSpans(3);
        assertThat(calls).allMatch(span -> span.kind() == Kind.CLIENT);
        for (int i = 0; i < 3; i++) {
          last.writeAndFlush(response(200 + i, "answer"));
        }
        List<SpanRecord> all = traces.awaitSpans(6);
        for (int i = 0; i < 3; i++) {
          assertThat(all.get(3 + i))
              .hasKind(Kind.SERVER)
              .hasNoParent()
              .hasAttribute("url.path", "/" + i)
              .hasAttribute("http.response.status_code", 200 + i);
          assertThat(calls.get(i))
              .isChildOf(all.get(3 + i))
              .hasAttribute("url.full", url(backend, "/" + i));
        }
        assertThat(socket.getInputStream().read()).isEqualTo('H');
      }
    }
  }

  @Test
  void client_goesBeforeAnswer_isError(Traces traces) throws Exception {
    BlockingQueue<Object> received = new LinkedBlockingQueue<>();
    try (NettyServer server = new NettyServer(CODEC, (context, message) -> received.add(""))) {
      try (Socket socket =
          HttpWire.connect(server.port(), HttpWire.head(server.port(), "GET", "/never") + "\r\n")) {
        received.take();
        traces.assertNoSpans(SILENCE);
        assertThat(socket.isClosed()).isFalse();
      }

      assertThat(served(traces, 1).get(0))
          .hasStatus(Status.ERROR)
          .hasAttribute("error.type", CLOSED)
          .doesNotHaveAttribute("http.response.status_code");
    }
  }

  @Test
  void content_inPieces_isReadInContext(Traces traces) throws Exception {
    AtomicInteger pieces = new AtomicInteger();
    App answering = answering(1, 200);
    try (RudeServer backend = backend();
        NettyServer server =
            new NettyServer(
                CODEC,
                (context, message) -> {
                  NettyServer.call(url(backend, "/" + pieces.getAndIncrement()));
                  answering.read(context, message);
                })) {
      String head = HttpWire.head(server.port(), "POST", "/", "Content-Length: 2") + "\r\n";
      try (Socket socket = HttpWire.connect(server.port(), head)) {
        traces.awaitSpans(1);
        socket.getOutputStream().write('a');
        traces.awaitSpans(2);
        socket.getOutputStream().write('b');
        List<SpanRecord> all = traces.awaitSpans(4);
        assertThat(all.get(3)).hasKind(Kind.SERVER).hasName("POST");
        for (int i = 0; i < 3; i++) {
          assertThat(all.get(i)).hasKind(Kind.CLIENT).isChildOf(all.get(3));
        }
        assertThat(socket.getInputStream().read()).isEqualTo('H');
      }
    }
  }

  @ParameterizedTest
  @MethodSource("codecs")
  void expect_continue_isOneSpan(Consumer<ChannelPipeline> codec, Traces traces) throws Exception {
    App answering = answering(1, 201);
    App app =
        (context, message) -> {
          if (message instanceof HttpRequest && !(message instanceof LastHttpContent)) {
            context.writeAndFlush(
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
          }
          answering.read(context, message);
        };
    try (NettyServer server = new NettyServer(codec, app)) {
      String head =
          HttpWire.head(server.port(), "POST", "/up", "Content-Length: 1", "Expect: 100-continue")
              + "\r\n";
      try (Socket socket = HttpWire.connect(server.port(), head)) {
        byte[] interim = socket.getInputStream().readNBytes("HTTP/1.1 100 Continue".length());
        assertThat(new String(interim, StandardCharsets.US_ASCII)).contains(" 100 ");
        traces.assertNoSpans(SILENCE);
        socket.getOutputStream().write('x');

        assertThat(served(traces, 1).get(0))
            .hasName("POST")
            .hasAttribute("http.response.status_code", 201);
      }
    }
  }

  @Test
  void response_inPieces_endsWithTheLast(Traces traces) throws Exception {
    BlockingQueue<ChannelHandlerContext> begun = new LinkedBlockingQueue<>();
    try (NettyServer server = new NettyServer(CODEC, streaming(begun));
        Socket socket = HttpWire.connect(server.port(), getOf(server, "/pieces"))) {
      ChannelHandlerContext context = begun.take();
      traces.assertNoSpans(SILENCE);
      context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);

      assertThat(served(traces, 1).get(0))
          .hasStatus(Status.UNSET)
          .hasAttribute("http.response.status_code", 200);
      assertThat(socket.getInputStream().read()).isEqualTo('H');
    }
  }

  @Test
  void stream_clientLeaves_isError(Traces traces) throws Exception {
    BlockingQueue<ChannelHandlerContext> begun = new LinkedBlockingQueue<>();
    try (NettyServer server = new NettyServer(CODEC, streaming(begun))) {
      try (Socket socket = HttpWire.connect(server.port(), getOf(server, "/events"))) {
        begun.take();
        assertThat(socket.getInputStream().read()).isEqualTo('H');
      }

      assertThat(served(traces, 1).get(0))
          .hasStatus(Status.ERROR)
          .hasAttribute("http.response.status_code", 200)
          .hasAttribute("error.type", CLOSED);
    }
  }

  @Test
  void upgrade_webSocket_endsWithTheHandshake(Traces traces) throws Exception {
    try (NettyServer server =
            new NettyServer(
                pipeline ->
                    pipeline
                        .addLast(new HttpServerCodec())
                        .addLast(new HttpObjectAggregator(1000))
                        .addLast(new WebSocketServerProtocolHandler("/ws")));
        Socket socket =
            HttpWire.connect(
                server.port(),
                HttpWire.head(
                        server.port(),
                        "GET",
                        "/ws",
                        "Connection: Upgrade",
                        "Upgrade: websocket",
                        "Sec-WebSocket-Version: 13",
                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==")
                    + "\r\n")) {
      assertThat(served(traces, 1).get(0))
          .hasStatus(Status.UNSET)
          .hasAttribute("url.path", "/ws")
          .hasAttribute("http.response.status_code", 101);
      // A ping, masked with zeros.
      socket.getOutputStream().write(new byte[] {(byte) 0x89, (byte) 0x80, 0, 0, 0, 0});
      String all = "";
      while (!all.endsWith("\r\n\r\n\u008a\0")) {
        all += (char) socket.getInputStream().read();
      }
      assertThat(all).startsWith("HTTP/1.1 101 ");
      traces.assertNoMoreSpans(SILENCE);
    }
  }

  @Test
  void handler_throws_isRecorded(Traces traces) throws IOException {
    try (NettyServer server =
        new NettyServer(
            CODEC,
            (context, message) -> {
              throw new IllegalStateException("boom");
            })) {
      assertThat(HttpWire.get(server.port(), "/throws").status()).isEqualTo(500);

      assertThat(served(traces, 1).get(0))
          .hasStatus(Status.ERROR)
          .hasException("java.lang.IllegalStateException", "boom")
          .hasAttribute("error.type", "500");
    }
  }

  @ParameterizedTest
  @MethodSource("codecs")
  void text_isNoRequest_hasNoSpan(Consumer<ChannelPipeline> codec, Traces traces)
      throws IOException {
    try (NettyServer server = new NettyServer(codec, answering(1, 400))) {
      assertThat(HttpWire.sendText(server.port(), "no request\r\n\r\n").status()).isEqualTo(400);

      traces.assertNoSpans(SILENCE);
    }
  }

  /** Answers each request once it has come, and closes after as many. */
  private static App answering(int count, int status) {
    AtomicInteger answered = new AtomicInteger();
    return (context, message) -> {
      boolean broken = message.decoderResult().isFailure();
      if (message instanceof LastHttpContent || broken) {
        context
            .writeAndFlush(response(status, "hello"))
            .addListener(
                broken || answered.incrementAndGet() == count
                    ? ChannelFutureListener.CLOSE
                    : done -> {});
      }
    };
  }

  /** Answers with a head and a piece of content, and leaves the rest to the test. */
  private static App streaming(BlockingQueue<ChannelHandlerContext> begun) {
    return (context, message) -> {
      if (message instanceof HttpRequest) {
        HttpResponse response =
            new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        response.headers().set(HttpHeaderNames.TRANSFER_ENCODING, "chunked");
        context.write(response);
        context.writeAndFlush(
            new DefaultHttpContent(Unpooled.wrappedBuffer(new byte[] {'x', '\n'})));
        begun.add(context);
      }
    };
  }

  private static String getOf(NettyServer server, String path) {
    return HttpWire.head(server.port(), "GET", path) + "\r\n";
  }

  private static RudeServer backend() throws IOException {
    return new RudeServer("HTTP/1.1 204 No Content\r\n\r\n");
  }

  private static String url(RudeServer backend, String path) {
    return "http://127.0.0.1:" + backend.port() + path;
  }

  /** The server's spans, in the order in which they ended, once there are as many. */
  private static List<SpanRecord> served(Traces traces, int count) {
    List<SpanRecord> spans = traces.awaitSpans(count);
    assertThat(spans).hasSize(count).allMatch(span -> span.kind() == Kind.SERVER);
    traces.assertNoMoreSpans(SILENCE);
    return spans;
  }
}
