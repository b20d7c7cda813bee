// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.jvm;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Calls {@link Work}: {@code traced N}, or {@code hostile N}, or {@code settled N}, which waits for
 * the agent before, or {@code served N}, which takes one step, waits for a line on standard input
 * and for the agent, and takes the other steps, or {@code crowded N}, in which N threads take
 * hostile steps at the same time.
 */
public final class Steps {
  private Steps() {}

  public static void main(String[] args) throws Exception {
    int count = Integer.parseInt(args[1]);
    if (args[0].equals("crowded")) {
      System.out.println("all steps give " + crowded(count));
      return;
    }
    if (args[0].equals("served")) {
      System.out.println("step 0 is " + Work.traced(0));
      if (System.in.read() != '\n') {
        throw new IllegalStateException("a line was expected");
      }
    }
    if (args[0].startsWith("se")) {
      Agent.awaitWoven();
    }
    for (int i = 1; i <= count; i++) {
      System.out.println("step " + i + " is " + step(args[0], i));
    }
  }

  private static long crowded(int threads) throws InterruptedException {
    AtomicLong sum = new AtomicLong();
    CountDownLatch start = new CountDownLatch(1);
    Thread[] crowd = new Thread[threads];
    for (int i = 0; i < threads; i++) {
      crowd[i] = new Thread(() -> sum.addAndGet(stepsAfter(start)));
      crowd[i].start();
    }
    start.countDown();
    for (Thread thread : crowd) {
      thread.join();
    }
    return sum.get();
  }

  private static long stepsAfter(CountDownLatch start) {
    long sum = 0;
    try {
      start.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    for (int i = 0; i < 300; i++) {
      sum += Work.hostile(3 * i + 1);
    }
    return sum;
  }

  private static String step(String kind, int step) {
    try {
      return "" + (kind.equals("hostile") ? Work.hostile(step) : Work.traced(step));
    } catch (IllegalArgumentException e) {
      return e.toString();
    }
  }
}
