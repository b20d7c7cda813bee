// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.ContextWays;
import io.heddle.testing.HttpWire;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpServerCodec;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@UnderAgent(env = "OTEL_INSTRUMENTATION_NETTY_ENABLED=false")
class NettyOffTest {
  @Test
  void ways_instrumentationIsOff_loopsCarryNothing(Traces traces) throws Exception {
    try (ContextWays ways = new ContextWays()) {
      NettyWays.add(ways);
      assertThat(ways.misplaced(traces))
          .contains("nio-execute", "nio-schedule", "global-schedule", "promise", "wheel-timer")
          .contains("new-loop", "nio-write-listener", "local-close-listener", "embedded")
          .doesNotContain("unordered-execute", "immediate");
    }
  }

  @Test
  void get_instrumentationIsOff_hasNoSpan(Traces traces) throws Exception {
    try (NettyServer server =
        new NettyServer(
            pipeline -> pipeline.addLast(new HttpServerCodec()),
            (context, message) -> {
              if (message instanceof HttpRequest) {
                context
                    .writeAndFlush(NettyServer.response(200, ""))
                    .addListener(ChannelFutureListener.CLOSE);
              }
            })) {
      assertThat(HttpWire.get(server.port(), "/").status()).isEqualTo(200);

      traces.assertNoSpans(Duration.ofMillis(300));
    }
  }
}
