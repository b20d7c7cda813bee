// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.jvm.context;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;

/** What came with 9 and 11. */
final class Ways11 {
  private Ways11() {}

  static void add() {
    Ways.add(
        "delayed-executor",
        call ->
            CompletableFuture.runAsync(
                call, CompletableFuture.delayedExecutor(5, TimeUnit.MILLISECONDS)));
    Ways.add(
        "complete-on-timeout",
        call ->
            new CompletableFuture<String>()
                .completeOnTimeout("late", 5, TimeUnit.MILLISECONDS)
                .thenRun(call));
    Ways.add(
        "or-timeout",
        call ->
            new CompletableFuture<String>()
                .orTimeout(5, TimeUnit.MILLISECONDS)
                .whenComplete((value, e) -> call.run()));
    Ways.add(
        "process-on-exit",
        call -> new ProcessBuilder("sleep", "0.05").start().onExit().thenRun(call));
    Ways.add("submission-publisher", Ways11::publish);
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request = HttpRequest.newBuilder(URI.create(Ways.base() + "/in/none")).build();
    Ways.add(
        "http-client-then-run",
        call -> client.sendAsync(request, BodyHandlers.discarding()).thenRun(call));
    Ways.add(
        "http-client-then-compose",
        call ->
            client
                .sendAsync(request, BodyHandlers.discarding())
                .thenCompose(response -> CompletableFuture.completedFuture(call))
                .thenAccept(Runnable::run));
  }

  private static void publish(Runnable call) {
    try (SubmissionPublisher<Runnable> publisher = new SubmissionPublisher<>()) {
      publisher.subscribe(
          new Flow.Subscriber<Runnable>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
              subscription.request(1);
            }

            @Override
            public void onNext(Runnable item) {
              item.run();
            }

            @Override
            public void onError(Throwable e) {}

            @Override
            public void onComplete() {}
          });
      publisher.submit(call);
    }
  }
}
