// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.springscheduling;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.springframework.scheduling.annotation.Async;

class AsyncService implements Service {
  @Async
  @Override
  public void run(Runnable call) {
    call.run();
  }

  @Async
  @Override
  public Future<String> submit(Runnable call) {
    call.run();
    return CompletableFuture.completedFuture("done");
  }

  @Async
  @Override
  public CompletableFuture<String> completable(Runnable call) {
    call.run();
    return CompletableFuture.completedFuture("done");
  }
}
