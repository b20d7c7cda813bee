// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.undertow;

import static io.heddle.testing.TraceAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.HttpWire;
import io.heddle.testing.SpanRecord.Status;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

@UnderAgent
class SenderTest {
  private static final int PART = 8 << 20;
  private static final int PARTS = 100;

  @Test
  void send_clientGone_isError(Traces traces) throws IOException {
    try (UndertowServer server =
        new UndertowServer(
            exchange -> {
              exchange.setResponseContentLength((long) PARTS * PART);
              exchange.getResponseSender().send(ByteBuffer.allocate(PART), new Parts(PARTS));
            })) {
      String head = HttpWire.head(server.port(), "GET", "/") + "\r\n";
      try (Socket socket = HttpWire.connect(server.port(), head)) {
        assertThat(socket.getInputStream().read()).isEqualTo('H');
      }

      assertThat(traces.awaitTrace())
          .hasSpans(
              span ->
                  span.hasStatus(Status.ERROR)
                      .hasAttribute("error.type", "java.nio.channels.ClosedChannelException")
                      .hasAttribute("http.response.status_code", 200));
    }
  }

  /** Sends one part after the other. */
  private record Parts(int left) implements IoCallback {
    @Override
    public void onComplete(HttpServerExchange exchange, Sender sender) {
      if (left == 1) {
        sender.close();
      } else {
        sender.send(ByteBuffer.allocate(PART), new Parts(left - 1));
      }
    }

    @Override
    public void onException(HttpServerExchange exchange, Sender sender, IOException thrown) {
      exchange.endExchange();
    }
  }
}
