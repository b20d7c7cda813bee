// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.httpurlconnection;

import io.heddle.instrumentation.api.Instrumentation;
import java.net.HttpURLConnection;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Records the one request of a connection object, from the first call that connects to the
 * response.
 *
 * <p>Every other method that reads a response goes through {@code getInputStream}. An {@code
 * HttpsURLConnection} passes its calls to a delegate that extends the class for HTTP and overrides
 * {@code connect} alone.
 */
public final class HttpUrlConnectionInstrumentation extends Instrumentation {
  public HttpUrlConnectionInstrumentation() {
    super(
        "http-url-connection",
        onType(
            "sun.net.www.protocol.http.HttpURLConnection",
            "sun.net.www.protocol.https.AbstractDelegateHttpsURLConnection"));
    advise(method("connect").takesCount(0), "ConnectAdvice");
    advise(method("getOutputStream").takesCount(0), "GetOutputStreamAdvice");
    advise(method("getInputStream").takesCount(0), "GetInputStreamAdvice");
    advise(method("disconnect").takesCount(0), "DisconnectAdvice");
  }

  /** Begins the request; it goes on after a normal return. */
  public static final class ConnectAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.This HttpURLConnection connection) {
      return UrlRequests.connecting(connection);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Enter @Nullable Object request, @Advice.Thrown @Nullable Throwable thrown) {
      UrlRequests.connected(request, thrown);
    }
  }

  /** The same; a GET becomes a POST. */
  public static final class GetOutputStreamAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.This HttpURLConnection connection) {
      return UrlRequests.writing(connection);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Enter @Nullable Object request, @Advice.Thrown @Nullable Throwable thrown) {
      UrlRequests.connected(request, thrown);
    }
  }

  /** Begins the request, where nothing has, and ends it. */
  public static final class GetInputStreamAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Object onEnter(@Advice.This HttpURLConnection connection) {
      return UrlRequests.reading(connection);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.This HttpURLConnection connection,
        @Advice.Enter @Nullable Object request,
        @Advice.Thrown @Nullable Throwable thrown) {
      UrlRequests.read(connection, request, thrown);
    }
  }

  /** Ends a request whose response nobody asked for. */
  public static final class DisconnectAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.This HttpURLConnection connection) {
      UrlRequests.disconnecting(connection);
    }
  }
}
