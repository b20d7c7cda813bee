// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.jvm;

/** Gives an agent two seconds to start threads, then names those it has. */
public final class Threads {
  private Threads() {}

  public static void main(String[] args) throws InterruptedException {
    Thread.sleep(args.length > 0 ? Long.parseLong(args[0]) : 2_000);
    System.out.println("threads " + Agent.threads());
  }
}
