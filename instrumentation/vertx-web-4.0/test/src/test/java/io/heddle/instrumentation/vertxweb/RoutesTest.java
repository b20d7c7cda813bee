// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.vertxweb;

import static io.heddle.testing.TraceAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.HttpWire;
import io.heddle.testing.SpanAssert;
import io.heddle.testing.SpanRecord.Kind;
import io.heddle.testing.SpanRecord.Status;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@UnderAgent
class RoutesTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static int port;

  @BeforeAll
  static void start() throws Exception {
    Router users = Router.router(VERTX);
    users.get("/:id").handler(RoutesTest::hello);
    users.get("/:id/later").handler(context -> VERTX.setTimer(1, timer -> context.next()));
    users.get("/:id/later").handler(RoutesTest::hello);
    Router tenants = Router.router(VERTX);
    tenants.route("/users/*").subRouter(users);
    tenants.get("/plain").handler(RoutesTest::hello);
    Router router = Router.router(VERTX);
    router.route().handler(RoutingContext::next);
    router.route("/api/*").handler(RoutingContext::next);
    router.get("/api/items/:item").handler(RoutesTest::hello);
    router.get("/api/blocking").blockingHandler(RoutesTest::hello);
    router.route("/users/*").subRouter(users);
    router.route("/tenants/:tenant*").subRouter(tenants);
    router.getWithRegex("/files/(.+)").handler(RoutesTest::hello);
    router
        .get("/api/throws")
        .handler(
            context -> {
              throw new IllegalStateException("boom");
            });
    router.get("/api/fails").handler(context -> context.fail(new IllegalStateException("boom")));
    router.get("/api/refuses").handler(context -> context.fail(403));
    router
        .route("/api/*")
        .failureHandler(context -> context.response().setStatusCode(context.statusCode()).end());
    port =
        VERTX
            .createHttpServer()
            .requestHandler(router)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get()
            .actualPort();
  }

  @AfterAll
  static void stop() {
    VERTX.close();
  }

  private static void hello(RoutingContext context) {
    context.response().end("hello");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/items/42, /api/items/:item",
    "/api/blocking, /api/blocking",
    "/users/42, /users/:id",
    "/users/42/later, /users/:id/later",
    "/tenants/7/plain, /tenants/:tenant/plain",
    "/tenants/7/users/42, /tenants/:tenant/users/:id",
    "/tenants/7/users/42/later, /tenants/:tenant/users/:id/later",
    "/files/a/b, /files/(.+)"
  })
  void get_route_namesSpan(String path, String route, Traces traces) throws Exception {
    assertThat(HttpWire.get(port, path).status()).isEqualTo(200);

    served(traces).hasName("GET " + route).hasAttribute("http.route", route);
  }

  @ParameterizedTest
  @CsvSource({"throws, 500", "fails, 500", "refuses, 403"})
  void handler_fails_keepsItsRoute(String path, int status, Traces traces) throws Exception {
    assertThat(HttpWire.get(port, "/api/" + path).status()).isEqualTo(status);

    SpanAssert span =
        served(traces)
            .hasName("GET /api/" + path)
            .hasAttribute("http.route", "/api/" + path)
            .hasAttribute("http.response.status_code", status);
    if (status == 500) {
      span.hasStatus(Status.ERROR).hasException("java.lang.IllegalStateException", "boom");
    }
  }

  @Test
  void get_noRoute_hasNone(Traces traces) throws Exception {
    assertThat(HttpWire.get(port, "/nothing").status()).isEqualTo(404);

    served(traces).hasName("GET");
    assertThat(traces.spans().get(0).attributes()).doesNotContainKey("http.route");
  }

  private static SpanAssert served(Traces traces) {
    return assertThat(traces.awaitTrace().span(0)).hasKind(Kind.SERVER);
  }
}
