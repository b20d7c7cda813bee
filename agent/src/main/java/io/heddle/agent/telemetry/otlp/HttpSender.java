// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry.otlp;

import java.io.EOFException;
import java.io.IOException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * OTLP over HTTP/1.1 on one kept connection. An HTTP client of our own, since {@link
 * java.net.HttpURLConnection} would take part in the application's cookies, proxies, authenticators
 * and connection reuse, and is itself woven. Redirects are not followed.
 */
final class HttpSender implements OtlpSender {
  private final OtlpEndpoint endpoint;
  private final HttpHead head;
  private final IoGuard guard = new IoGuard();
  private @Nullable HttpConnection kept;
  private @Nullable Tls tls;

  HttpSender(OtlpEndpoint endpoint) {
    this.endpoint = endpoint;
    this.head = new HttpHead(endpoint);
  }

  @Override
  public OtlpResult send(byte[] body, int length, long deadlineNanos) {
    guard.begin(deadlineNanos);
    try {
      return judge(exchange(head.bytes(length), body, length));
    } catch (HttpProtocolException nonsense) {
      return OtlpResult.refused(endpoint.url + ": " + nonsense.getMessage());
    } catch (IOException broken) {
      if (guard.isClosed()) {
        return OtlpResult.refused("shut down");
      }
      if (guard.isExpired()) {
        return OtlpResult.retryable(endpoint.url + ": no answer in time");
      }
      return ofFailure(endpoint.url, broken);
    } finally {
      guard.end();
    }
  }

  /**
   * A TLS failure is one of certificates or versions, and stays, unless the server just hung up.
   */
  static OtlpResult ofFailure(OtlpUrl url, IOException broken) {
    String message = url + ": " + OtlpAnswer.oneLine(broken.toString());
    boolean stays = broken instanceof SSLException && !(broken.getCause() instanceof EOFException);
    return stays ? OtlpResult.refused(message) : OtlpResult.retryable(message);
  }

  private HttpReply exchange(byte[] head, byte[] body, int length) throws IOException {
    HttpConnection reused = kept;
    kept = null;
    if (reused != null && reused.isFresh()) {
      guard.attach(reused.transport());
      try {
        return finish(reused, reused.exchange(head, body, length));
      } catch (IOException broken) {
        reused.close();
        if (reused.gotByte() || guard.isExpired() || guard.isClosed()) {
          throw broken;
        }
        // The server had closed the idle connection: the request goes once more, on a new one.
      }
    } else if (reused != null) {
      reused.close();
    }
    HttpConnection opened = HttpConnection.open(endpoint.url, tls(), guard);
    boolean done = false;
    try {
      HttpReply reply = finish(opened, opened.exchange(head, body, length));
      done = true;
      return reply;
    } finally {
      if (!done) {
        opened.close();
      }
    }
  }

  private HttpReply finish(HttpConnection connection, HttpReply reply) {
    if (reply.keepAlive && !guard.isClosed()) {
      kept = connection;
    } else {
      connection.close();
    }
    return reply;
  }

  private @Nullable Tls tls() throws IOException {
    if (endpoint.url.secure && tls == null) {
      tls = Tls.load(endpoint);
    }
    return tls;
  }

  private OtlpResult judge(HttpReply reply) {
    String type = reply.header("content-type");
    String lower = type == null ? "" : type.toLowerCase(Locale.ROOT);
    boolean text = lower.startsWith("text/") || lower.startsWith("application/json");
    if (reply.status >= 200 && reply.status < 300) {
      return lower.startsWith("text/html") ? notOtlp("an HTML page") : ofSuccess(reply.body, text);
    }
    String words = OtlpAnswer.ofErrorBody(reply.body, !text && !lower.isEmpty());
    String message = endpoint.url + ": HTTP " + reply.status + (words.isEmpty() ? "" : " " + words);
    switch (reply.status) {
      case 429:
      case 502:
      case 503:
      case 504:
        String after = reply.header("retry-after");
        return OtlpResult.retryable(message, RetryAfter.millis(after, System.currentTimeMillis()));
      default:
        return OtlpResult.refused(message);
    }
  }

  private OtlpResult ofSuccess(byte[] body, boolean text) {
    if (text) {
      return OtlpResult.sent();
    }
    try {
      return OtlpAnswer.ofExportResponse(body, 0, body.length);
    } catch (IOException garbage) {
      return notOtlp("garbage");
    }
  }

  private OtlpResult notOtlp(String what) {
    return OtlpResult.refused(endpoint.url + ": answered with " + what + ", not with OTLP");
  }

  @Override
  public void close() {
    guard.close();
  }
}
