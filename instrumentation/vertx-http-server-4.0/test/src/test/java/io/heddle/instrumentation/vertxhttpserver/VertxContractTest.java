// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.vertxhttpserver;

import io.heddle.testing.UnderAgent;
import io.heddle.testing.http.Http2ServerContract;
import io.heddle.testing.http.HttpServerContract;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Handlers run on worker threads: those of the contract block. */
@UnderAgent
class VertxContractTest extends HttpServerContract implements Http2ServerContract {
  @Override
  protected Server start(Handler all) throws Exception {
    Vertx vertx = Vertx.vertx();
    Router router = Router.router(vertx);
    router
        .route("/in*")
        .handler(
            context ->
                context
                    .request()
                    .body()
                    .onSuccess(
                        body -> {
                          context.put("body", body);
                          context.next();
                        }));
    router
        .route("/in*")
        .blockingHandler(
            context -> {
              try {
                all.handle(new VertxExchange(context));
              } catch (Exception e) {
                failed(context, e);
              }
            },
            false);
    HttpServer server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setMaxHeaderSize(128 << 10)
                    .setHandle100ContinueAutomatically(true))
            .requestHandler(router)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get();
    return new Server(server.actualPort(), task -> execute(vertx, task), vertx::close);
  }

  /** Vert.x gives up where the head is sent, and leaves the connection open. */
  private static void failed(RoutingContext context, Exception thrown) {
    boolean begun = context.response().headWritten();
    try {
      context.fail(thrown);
    } finally {
      if (begun) {
        context.request().connection().close();
      }
    }
  }

  /** On a worker thread. */
  private static void execute(Vertx vertx, Runnable task) {
    Callable<Object> callable = Executors.callable(task);
    io.vertx.core.Handler<Promise<Object>> handler =
        promise -> {
          task.run();
          promise.complete();
        };
    try {
      Vertx.class
          .getMethod("executeBlocking", Callable.class, boolean.class)
          .invoke(vertx, callable, false);
    } catch (NoSuchMethodException e) {
      executeOnOld(vertx, handler);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  /** Removed in 5. */
  private static void executeOnOld(Vertx vertx, io.vertx.core.Handler<Promise<Object>> handler) {
    try {
      Vertx.class
          .getMethod("executeBlocking", io.vertx.core.Handler.class, boolean.class)
          .invoke(vertx, handler, false);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  protected String name() {
    return "netty";
  }

  @Override
  protected String route() {
    return "/in";
  }

  private record VertxExchange(RoutingContext context) implements Exchange {
    private HttpServerResponse response() {
      return context.response();
    }

    @Override
    public @Nullable String header(String name) {
      return context.request().getHeader(name);
    }

    @Override
    public InputStream body() {
      Buffer body = context.get("body");
      return new ByteArrayInputStream(body.getBytes());
    }

    @Override
    public void addHeader(String name, String value) {
      response().headers().add(name, value);
    }

    @Override
    public void answer(int status, String body) {
      response().setStatusCode(status);
      if (body.isEmpty()) {
        response().end();
      } else {
        response().end(body);
      }
    }

    @Override
    public OutputStream begin(int status) {
      response().setStatusCode(status).setChunked(true);
      return new ResponseStream(response());
    }

    @Override
    public void later(Handler rest) {
      new Thread(
              () -> {
                try {
                  rest.handle(this);
                } catch (Exception e) {
                  failed(context, e);
                }
              })
          .start();
    }
  }

  /** Waits until each part is written. */
  private static final class ResponseStream extends OutputStream {
    private final HttpServerResponse response;

    ResponseStream(HttpServerResponse response) {
      this.response = response;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (response.closed()) {
        throw new IOException("closed");
      }
      try {
        response
            .write(Buffer.buffer(Arrays.copyOfRange(bytes, offset, offset + length)))
            .toCompletionStage()
            .toCompletableFuture()
            .get();
      } catch (ExecutionException e) {
        throw new IOException(e.getCause());
      } catch (InterruptedException e) {
        throw new InterruptedIOException();
      }
    }

    @Override
    public void close() {
      response.end(Buffer.buffer("".getBytes(StandardCharsets.US_ASCII)));
    }
  }
}
