// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.springcore;

import io.heddle.testing.ContextWays;
import java.util.concurrent.CountDownLatch;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

/** A task that calls in its request, and one that does so when the request has ended. */
final class LateTask {
  private LateTask() {}

  static void add(ContextWays ways) {
    SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor();
    ways.add("execute", executor::execute);
    ways.add("submit", executor::submit);
    CountDownLatch ended = new CountDownLatch(1);
    CountDownLatch called = new CountDownLatch(2);
    ways.addLate(
        "late",
        call ->
            executor.execute(
                () -> {
                  await(ended);
                  call.run();
                  called.countDown();
                }));
    ways.addAfterwards(
        "end",
        call -> {
          ended.countDown();
          await(called);
          call.run();
        });
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
