// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.undertow;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.HttpWire;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import io.undertow.Undertow;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** 1.3 does not keep what a handler threw. */
@UnderAgent
class TooOldTest {
  @Test
  void get_version13_worksWithoutSpan(Traces traces) throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    Undertow server =
        Undertow.builder()
            .addHttpListener(port, "127.0.0.1", exchange -> exchange.getResponseSender().send("hi"))
            .build();
    server.start();
    try {
      assertThat(HttpWire.get(port, "/").text()).endsWith("hi");
    } finally {
      server.stop();
    }

    traces.assertNoSpans(Duration.ofMillis(300));
  }
}
