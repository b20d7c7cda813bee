// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.jvm;

/**
 * Calls {@link Work}: {@code traced N}, or {@code hostile N}, or {@code settled N}, which waits for
 * the agent before, or {@code served N}, which takes one step, waits for a line on standard input
 * and for the agent, and takes the other steps.
 */
public final class Steps {
  private Steps() {}

  public static void main(String[] args) throws Exception {
    int count = Integer.parseInt(args[1]);
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

  private static String step(String kind, int step) {
    try {
      return "" + (kind.equals("hostile") ? Work.hostile(step) : Work.traced(step));
    } catch (IllegalArgumentException e) {
      return e.toString();
    }
  }
}
