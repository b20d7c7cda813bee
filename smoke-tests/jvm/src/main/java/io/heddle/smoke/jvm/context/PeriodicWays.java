// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.jvm.context;

import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What is scheduled again and again inside a request is not part of it. */
@SuppressWarnings("FutureReturnValueIgnored")
final class PeriodicWays {
  private PeriodicWays() {}

  static void add() {
    ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);
    add("fixed-rate", task -> scheduler.scheduleAtFixedRate(task, 1, 2, TimeUnit.MILLISECONDS));
    add("fixed-delay", task -> scheduler.scheduleWithFixedDelay(task, 1, 2, TimeUnit.MILLISECONDS));
    ScheduledExecutorService decorating = new DecoratingScheduler();
    add(
        "fixed-rate-decorated",
        task -> decorating.scheduleAtFixedRate(task, 1, 2, TimeUnit.MILLISECONDS));
    add("timer-periodic", task -> new Timer("periodic", true).schedule(timerTask(task), 1, 2));
  }

  /** Lets a task run twice, then ends it by an exception; the call itself is made in place. */
  static void add(String name, Ways.Way schedule) {
    Ways.add(
        name,
        call -> {
          AtomicInteger runs = new AtomicInteger();
          CountDownLatch twice = new CountDownLatch(2);
          schedule.take(
              () -> {
                int run = runs.incrementAndGet();
                if (run > 2) {
                  throw new Ended();
                }
                Ways.call("/out/" + name + "-" + run);
                twice.countDown();
              });
          twice.await(10, TimeUnit.SECONDS);
          call.run();
        });
  }

  private static TimerTask timerTask(Runnable task) {
    return new TimerTask() {
      @Override
      public void run() {
        try {
          task.run();
        } catch (Ended e) {
          cancel();
        }
      }
    };
  }

  private static final class Ended extends RuntimeException {
    private static final long serialVersionUID = 1;
  }
}
