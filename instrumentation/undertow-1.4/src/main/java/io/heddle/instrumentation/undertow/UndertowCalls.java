// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.undertow;

import io.heddle.instrumentation.api.Scopes;
import io.heddle.instrumentation.api.http.HttpServerCall;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.undertow.server.DefaultResponseListener;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import io.undertow.util.PathTemplateMatch;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/** The calls of exchanges, kept as attachments, which cannot be listed. */
final class UndertowCalls {
  private static final InstrumentationScopeInfo SCOPE = Scopes.of("undertow");
  private static final AttachmentKey<ExchangeCall> CALL = AttachmentKey.create(ExchangeCall.class);
  private static final ContextKey<HttpServerCall> UPGRADED =
      ContextKey.named("heddle-undertow-upgraded");

  private static final int SWITCHING_PROTOCOLS = 101;

  private UndertowCalls() {}

  /** Begins a call or goes on with it; null where the exchange is over before its first handler. */
  static @Nullable Handled enter(HttpServerExchange exchange) {
    ExchangeCall kept = exchange.getAttachment(CALL);
    if (kept == null) {
      if (exchange.isComplete()) {
        return null;
      }
      HttpServerCall call = Context.current().get(UPGRADED);
      if (call == null) {
        call = HttpServerCall.start(SCOPE, ExchangeReader.INSTANCE, exchange);
      }
      kept = new ExchangeCall(call);
      exchange.putAttachment(CALL, kept);
    }
    return new Handled(kept);
  }

  /** Lets the exchange that begins in this scope go on with a call. */
  static @Nullable Scope upgrading(HttpServerExchange initial) {
    ExchangeCall kept = initial.getAttachment(CALL);
    return kept == null ? null : Context.current().with(UPGRADED, kept.call).makeCurrent();
  }

  static void exit(HttpServerExchange exchange, Handled handled) {
    handled.scope.close();
    if (handled.kept.isOverAfterHandling()) {
      finish(exchange, handled.kept, true);
    }
  }

  /** Remembers what a servlet threw when it was too late for another answer. */
  static void thrown(HttpServerExchange exchange, Throwable thrown) {
    ExchangeCall kept = exchange.getAttachment(CALL);
    if (kept != null && exchange.isResponseStarted()) {
      boolean wraps = thrown.getClass().getName().endsWith(".servlet.ServletException");
      kept.broken = wraps && thrown.getCause() != null ? thrown.getCause() : thrown;
    }
  }

  static void end(HttpServerExchange exchange) {
    ExchangeCall kept = exchange.getAttachment(CALL);
    if (kept == null || kept.call.isEnded() || isUpgradedToHttp2(exchange)) {
      return;
    }
    boolean whole = isWhole(exchange);
    // A stream that was reset looks like one that is complete, until the handler's write throws.
    if (!whole || !isHttp2(exchange) || !kept.isOverWhileHandled()) {
      finish(exchange, kept, whole);
    }
  }

  private static void finish(HttpServerExchange exchange, ExchangeCall kept, boolean whole) {
    HttpServerCall call = kept.call;
    int status = exchange.isResponseStarted() ? exchange.getStatusCode() : 0;
    Throwable thrown = exchange.getAttachment(DefaultResponseListener.EXCEPTION);
    if (thrown == null) {
      thrown = kept.broken;
    }
    Throwable broken = null;
    if (status < 400) {
      broken = thrown == null && !whole ? closed() : thrown;
    } else if (status >= 500 && thrown != null) {
      call.failed(thrown);
    }
    if (call.route() == null) {
      call.route(template(exchange));
    }
    call.responseHeaders(exchange, ResponseLines.INSTANCE);
    call.end(status, broken);
  }

  /** A connection that breaks completes its response too. */
  private static boolean isWhole(HttpServerExchange exchange) {
    return exchange.isResponseComplete() && exchange.getConnection().isOpen();
  }

  private static boolean isHttp2(HttpServerExchange exchange) {
    return exchange.getProtocol().toString().equals("HTTP/2.0");
  }

  private static boolean isUpgradedToHttp2(HttpServerExchange exchange) {
    return exchange.getStatusCode() == SWITCHING_PROTOCOLS
        && isWhole(exchange)
        && "h2c".equals(exchange.getResponseHeaders().getFirst("Upgrade"));
  }

  /** Of the handler that matched a template, below the path that those before it have resolved. */
  private static @Nullable String template(HttpServerExchange exchange) {
    PathTemplateMatch match = exchange.getAttachment(PathTemplateMatch.ATTACHMENT_KEY);
    return match == null ? null : exchange.getResolvedPath() + match.getMatchedTemplate();
  }

  private static Throwable closed() {
    Throwable thrown = new ClosedChannelException();
    thrown.setStackTrace(new StackTraceElement[0]);
    return thrown;
  }

  /** An exchange while one of its handlers has it. */
  static final class Handled {
    final ExchangeCall kept;
    final Scope scope;

    Handled(ExchangeCall kept) {
      this.kept = kept;
      scope = kept.handle();
    }
  }
}
