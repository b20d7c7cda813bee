// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.reactornetty;

import io.heddle.instrumentation.api.Instrumentation;
import net.bytebuddy.asm.Advice;
import reactor.netty.http.client.HttpClientRequest;

/** Sends the propagation headers, and ends an attempt with the head of its response. */
public final class ClientOperationsInstrumentation extends Instrumentation {
  private static final String OPERATIONS = "reactor.netty.http.client.HttpClientOperations";

  public ClientOperationsInstrumentation() {
    super(
        "reactor-netty", onType(OPERATIONS, "reactor.netty.http.client.WebsocketClientOperations"));
    advise(
        method("<init>")
            .takes("java.net.URI", "reactor.netty.http.client.WebsocketClientSpec", OPERATIONS),
        "UpgradeAdvice");
    advise(method("beforeMarkSentHeaders").takesCount(0), "SendAdvice");
    advise(method("onInboundNext").takesCount(2), "InboundAdvice");
    advise(method("onInboundCancel").takesCount(0), "CancelAdvice");
  }

  /** To a web socket. */
  public static final class UpgradeAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.This Object operations, @Advice.Argument(2) Object replaced) {
      Attempts.upgraded(replaced, operations);
    }
  }

  /** The last that is done before the head is written. */
  public static final class SendAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.This HttpClientRequest operations) {
      Attempts.sending(operations);
    }
  }

  /** With each message. */
  public static final class InboundAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.This HttpClientRequest operations, @Advice.Argument(1) Object message) {
      Attempts.received(operations, message);
    }
  }

  /** Closes the connection. */
  public static final class CancelAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.This Object operations) {
      Attempts.cancelled(operations);
    }
  }
}
