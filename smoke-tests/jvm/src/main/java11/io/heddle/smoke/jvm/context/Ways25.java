// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.jvm.context;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** {@code ForkJoinPool} as a scheduler. */
final class Ways25 {
  private Ways25() {}

  static void add() {
    Object pool = ForkJoinPool.commonPool();
    if (!(pool instanceof ScheduledExecutorService)) {
      return;
    }
    ScheduledExecutorService scheduler = (ScheduledExecutorService) pool;
    Ways.add("fork-join-schedule", call -> scheduler.schedule(call, 5, TimeUnit.MILLISECONDS));
    PeriodicWays.add(
        "fork-join-fixed-rate",
        task -> scheduler.scheduleAtFixedRate(task, 1, 2, TimeUnit.MILLISECONDS));
  }
}
