// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.vertxhttpclient;

import io.heddle.instrumentation.api.Instrumentation;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Records a request that gets no connection, and so is never made. */
public final class HttpClientInstrumentation extends Instrumentation {
  private static final String OPTIONS = "io.vertx.core.http.RequestOptions";
  private static final String PROMISE = "io.vertx.core.impl.future.PromiseInternal";
  private static final String ADDRESS = "io.vertx.core.net.Address";
  private static final String TRANSPORT = "io.vertx.core.internal.http.HttpClientTransport";
  private static final String INTEGER = "java.lang.Integer";
  private static final String STRING = "java.lang.String";

  public HttpClientInstrumentation() {
    super("vertx-http-client", "vertx", onType("io.vertx.core.http.impl.HttpClientImpl"));
    advise(method("request").takes(OPTIONS, PROMISE), "OptionsAdvice"); // renamed in 4.1
    advise(method("doRequest").takes(OPTIONS, PROMISE), "OptionsAdvice"); // removed in 5.0
    advise(
        method("request").takes("io.vertx.core.http.HttpMethod", "int", STRING, STRING, PROMISE),
        "MethodAdvice"); // removed in 4.1
    advise(
        method("doRequest").takes(ADDRESS, INTEGER, STRING, OPTIONS),
        "AddressAdvice"); // added in 5.0
    advise(
        method("doRequest").takes(TRANSPORT, ADDRESS, INTEGER, STRING, OPTIONS),
        "TransportAdvice"); // added in 5.1
  }

  /** Completes the promise with a request that has a connection. */
  public static final class OptionsAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.Argument(0) RequestOptions options, @Advice.Argument(1) Object promise) {
      AskedRequest.asked(
          ((Promise<?>) promise).future(), options, options.getHost(), options.getPort());
    }
  }

  /** The same without options. */
  public static final class MethodAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.Argument(0) HttpMethod method,
        @Advice.Argument(1) int port,
        @Advice.Argument(2) String host,
        @Advice.Argument(3) String uri,
        @Advice.Argument(4) Object promise) {
      RequestOptions options = new RequestOptions().setMethod(method).setURI(uri);
      AskedRequest.asked(((Promise<?>) promise).future(), options, host, port);
    }
  }

  /** Gives the future of a request. */
  public static final class AddressAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Argument(1) @Nullable Integer port,
        @Advice.Argument(2) @Nullable String host,
        @Advice.Argument(3) RequestOptions options,
        @Advice.Return @Nullable Future<?> request) {
      AskedRequest.asked(request, options, host, port);
    }
  }

  /** The same with what tells HTTP/3 from the others. */
  public static final class TransportAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Argument(2) @Nullable Integer port,
        @Advice.Argument(3) @Nullable String host,
        @Advice.Argument(4) RequestOptions options,
        @Advice.Return @Nullable Future<?> request) {
      AskedRequest.asked(request, options, host, port);
    }
  }
}
