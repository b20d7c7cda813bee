// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.netty.shaded.io.netty.buffer.Unpooled;
import io.grpc.netty.shaded.io.netty.channel.embedded.EmbeddedChannel;
import io.grpc.netty.shaded.io.netty.channel.nio.NioEventLoopGroup;
import io.grpc.netty.shaded.io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpRequest;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpResponseStatus;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpServerCodec;
import io.grpc.netty.shaded.io.netty.handler.codec.http.HttpVersion;
import io.grpc.netty.shaded.io.netty.util.HashedWheelTimer;
import io.grpc.netty.shaded.io.netty.util.concurrent.EventExecutor;
import io.grpc.netty.shaded.io.netty.util.concurrent.Promise;
import io.heddle.testing.ContextWays;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The copy of Netty that gRPC brings. */
@UnderAgent(jvmArgs = "-Dheddle.context.strict=true")
@SuppressWarnings({"deprecation", "FutureReturnValueIgnored"})
class ShadedNettyTest {
  @Test
  void ways_insideTwoRequests_eachCallIsAChildOfItsOwn(Traces traces) throws Exception {
    EventExecutor loop = new NioEventLoopGroup(1).next();
    HashedWheelTimer timer = new HashedWheelTimer();
    try (ContextWays ways = new ContextWays()) {
      ways.add("execute", loop::execute);
      ways.add("submit", loop::submit);
      ways.add("schedule", call -> loop.schedule(call, 5, TimeUnit.MILLISECONDS));
      ways.addPeriodic(
          "fixed-rate", task -> loop.scheduleAtFixedRate(task, 0, 5, TimeUnit.MILLISECONDS));
      ways.add(
          "wheel-timer", call -> timer.newTimeout(timeout -> call.run(), 5, TimeUnit.MILLISECONDS));
      ways.addShared(
          "promise",
          () -> loop.<Object>newPromise(),
          (promise, call) -> promise.addListener(future -> call.run()),
          (Promise<Object> promise) -> promise.setSuccess("done"));
      ways.addAfterwards("after", loop::execute);
      assertThat(ways.misplaced(traces)).isEmpty();
    }
  }

  @Test
  void request_decodedByCopy_hasNoSpan(Traces traces) {
    EmbeddedChannel channel = new EmbeddedChannel(new HttpServerCodec());
    channel.writeInbound(
        Unpooled.copiedBuffer("GET / HTTP/1.1\r\n\r\n", StandardCharsets.US_ASCII));
    assertThat(channel.<HttpRequest>readInbound().uri()).isEqualTo("/");
    channel.writeOutbound(
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.NO_CONTENT));
    channel.close();

    traces.assertNoSpans(Duration.ofMillis(300));
  }
}
