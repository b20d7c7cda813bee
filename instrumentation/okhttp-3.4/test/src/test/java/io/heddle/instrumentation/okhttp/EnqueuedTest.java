// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.okhttp;

import static io.heddle.testing.TraceAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.testing.SpanRecord;
import io.heddle.testing.SpanRecord.Kind;
import io.heddle.testing.SpanRecord.Status;
import io.heddle.testing.Trace;
import io.heddle.testing.Traces;
import io.heddle.testing.UnderAgent;
import io.heddle.testing.http.HttpClientContract;
import io.heddle.testing.http.HttpTestServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.junit.jupiter.api.Test;

/** The contract once more, by {@code Call.enqueue}, and what only that can do. */
@UnderAgent
class EnqueuedTest extends HttpClientContract {
  private final OkHttpClient client = patient();

  /** Calls within calls to one host, of which five run at once otherwise. */
  private static OkHttpClient patient() {
    Dispatcher dispatcher = new Dispatcher();
    dispatcher.setMaxRequestsPerHost(100);
    return new OkHttpClient.Builder().dispatcher(dispatcher).build();
  }

  @Override
  protected String name() {
    return "okhttp";
  }

  @Override
  protected Answer send(Request request) throws Exception {
    Answered answered = new Answered(() -> {});
    OkHttpClient timed = Senders.client(client, request.timeout().toMillis());
    timed.newCall(Senders.request(request)).enqueue(answered);
    try {
      return answered.future.get();
    } catch (ExecutionException e) {
      throw (Exception) e.getCause();
    }
  }

  @Test
  void enqueue_callback_runsInTheContextOfTheCaller(Traces traces) throws Exception {
    server.whenCalled(() -> enqueue(client, "/one", () -> get("/two")).future.get());
    get("/call");

    Trace trace = trace(traces, 6);
    SpanRecord handler =
        trace.spans().stream().filter(span -> span.kind() == Kind.SERVER).findFirst().orElseThrow();
    assertThat(trace.spans())
        .filteredOn(
            span -> span.kind() == Kind.CLIENT && span.parentSpanId().equals(handler.spanId()))
        .extracting(span -> span.attributes().get("url.full"))
        .containsExactlyInAnyOrder(server.url("/one"), server.url("/two"));
  }

  /** One runs, the others wait; whoever ends gives the next one to the pool. */
  @Test
  void enqueue_behindOthers_keepsItsOwnContext(Traces traces) throws Exception {
    Dispatcher dispatcher = new Dispatcher();
    dispatcher.setMaxRequests(1);
    OkHttpClient narrow = client.newBuilder().dispatcher(dispatcher).build();
    server.whenCalled(() -> enqueue(narrow, "/inner", () -> {}).future.get());
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<Answer>> answers = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      answers.add(threads.submit(() -> get("/call")));
    }
    enqueue(narrow, "/outside", () -> {}).future.get();
    for (Future<Answer> answer : answers) {
      answer.get();
    }
    threads.shutdown();

    traces.awaitSpans(4 * 40 + 2);
    assertThat(traces.awaitTraces(41))
        .hasSize(41)
        .filteredOn(trace -> trace.spans().size() == 4)
        .hasSize(40)
        .allSatisfy(
            trace ->
                assertThat(trace)
                    .hasSpans(
                        span -> span.hasKind(Kind.CLIENT).hasNoParent(),
                        span -> span.hasKind(Kind.SERVER).isChildOf(0),
                        span -> answered(span, "GET", "/inner", 200).isChildOf(1),
                        span -> span.hasKind(Kind.SERVER).isChildOf(2)));
  }

  @Test
  void enqueue_cancelledUnderWay_endsOnce(Traces traces) throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    server.whenCalled(
        () -> {
          arrived.countDown();
          release.await();
        });
    Call call = client.newCall(Senders.request(Request.get(server.url("/call"))));
    Answered answered = new Answered(() -> {});
    call.enqueue(answered);
    arrived.await();
    call.cancel();
    assertThatThrownBy(answered.future::get).hasCauseInstanceOf(IOException.class);
    release.countDown();

    assertThat(traces.awaitSpans(2))
        .filteredOn(span -> span.kind() == Kind.CLIENT)
        .hasSize(1)
        .allSatisfy(span -> assertThat(span).hasStatus(Status.ERROR));
    traces.assertNoMoreSpans(SILENCE);
  }

  @Test
  void enqueue_cancelledBefore_isNoRequest(Traces traces) throws Exception {
    Call call = client.newCall(Senders.request(Request.get(server.url("/never"))));
    call.cancel();
    Answered answered = new Answered(() -> {});
    call.enqueue(answered);
    assertThatThrownBy(answered.future::get).hasCauseInstanceOf(IOException.class);

    traces.assertNoSpans(SILENCE);
  }

  @Test
  void enqueue_callbackThrows_spanIsThatOfTheAnswer(Traces traces) throws Exception {
    CountDownLatch called = new CountDownLatch(1);
    enqueue(
        client,
        "/fine",
        () -> {
          called.countDown();
          throw new IOException("expected");
        });
    called.await();

    answered(first(traces), "GET", "/fine", 200);
    traces.assertNoMoreSpans(SILENCE);
  }

  private Answered enqueue(OkHttpClient by, String path, HttpTestServer.Action then) {
    Answered answered = new Answered(then);
    by.newCall(Senders.request(Request.get(server.url(path)))).enqueue(answered);
    return answered;
  }

  private static final class Answered implements Callback {
    final CompletableFuture<Answer> future = new CompletableFuture<>();
    private final HttpTestServer.Action then;

    Answered(HttpTestServer.Action then) {
      this.then = then;
    }

    @Override
    public void onResponse(Call call, Response response) throws IOException {
      try {
        Answer answer = Senders.answer(response);
        then.run();
        future.complete(answer);
      } catch (Exception e) {
        future.completeExceptionally(e);
        throw new IOException(e);
      }
    }

    @Override
    public void onFailure(Call call, IOException failure) {
      future.completeExceptionally(failure);
    }
  }
}
