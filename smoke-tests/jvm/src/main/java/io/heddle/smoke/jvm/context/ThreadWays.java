// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.jvm.context;

import java.util.Date;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;

/** Threads and timers. */
@SuppressWarnings("JavaUtilDate")
final class ThreadWays {
  private ThreadWays() {}

  static void add() {
    Timer timer = new Timer("timer", true);
    Ways.add("thread", call -> new Thread(call).start());
    Ways.add("thread-subclass", call -> new OwnThread(call).start());
    Ways.add("thread-of-thread", call -> new Thread(() -> new Thread(call).start()).start());
    Ways.add("thread-future-task", call -> new Thread(new FutureTask<>(call, "done")).start());
    Ways.add("thread-group", call -> new Thread(new ThreadGroup("own"), call, "own").start());
    Ways.add("timer", call -> timer.schedule(task(call), 5));
    Ways.add(
        "timer-date", call -> timer.schedule(task(call), new Date(System.currentTimeMillis() + 5)));
    Ways.add(
        "timer-made-here",
        call -> {
          Timer late = new Timer("late timer", true);
          late.schedule(task(call), 5);
          Ways.afterwards(
              () -> {
                CountDownLatch done = new CountDownLatch(1);
                TimerTask after =
                    task(
                        () -> {
                          Ways.call("/out/after-timer");
                          done.countDown();
                        });
                late.schedule(after, 0);
                await(done);
              });
        });
    outlivesItsRequest("outlives", ThreadWays::start);
  }

  /** A thread that goes on when the request has ended no longer belongs to it. */
  static void outlivesItsRequest(String name, Ways.Way starter) {

    CountDownLatch ended = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    Ways.add(
        name,
        call ->
            starter.take(
                () -> {
                  call.run();
                  await(ended);
                  Ways.call("/out/" + name);
                  done.countDown();
                }));
    Ways.afterwards(
        () -> {
          ended.countDown();
          await(done);
        });
  }

  static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void start(Runnable call) {
    new Thread(call).start();
  }

  private static TimerTask task(Runnable call) {
    return new TimerTask() {
      @Override
      public void run() {
        call.run();
      }
    };
  }

  private static final class OwnThread extends Thread {
    private final Runnable call;

    OwnThread(Runnable call) {
      this.call = call;
    }

    @Override
    public void run() {
      call.run();
    }
  }
}
