// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.benchmarks.measured;

/**
 * Runs one measurement of an operation in this process.
 *
 * <pre>
 *   Measured cost OPERATION ADDRESS WARM_UP MEASURED          operations
 *   Measured cost-in-parent OPERATION ADDRESS WARM_UP MEASURED
 *   Measured load OPERATION ADDRESS RATE WARM_UP SECONDS      operations a second, seconds
 * </pre>
 */
public final class Measured {
  private Measured() {}

  public static void main(String[] args) throws Exception {
    try (Operation operation = Operation.of(args[1], args[2])) {
      int first = Integer.parseInt(args[3]);
      int second = Integer.parseInt(args[4]);
      switch (args[0]) {
        case "cost" -> new OperationCost(operation).run(first, second);
        case "cost-in-parent" ->
            LocalParent.run(() -> new OperationCost(operation).run(first, second));
        case "load" -> new SteadyLoad(operation).run(first, second, Integer.parseInt(args[5]));
        default -> throw new IllegalArgumentException(args[0]);
      }
    }
    // A client may keep threads that are not daemons.
    System.exit(0);
  }
}
