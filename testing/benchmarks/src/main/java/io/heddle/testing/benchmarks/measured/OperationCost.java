// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.benchmarks.measured;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * A loop that measures what one operation costs its calling thread: {@code cpu_ns} and {@code
 * bytes} allocated, both for one operation.
 *
 * <p>Operations come in bursts smaller than an export batch, with pauses that are not measured, so
 * that the exporter keeps up and no span is dropped: a dropped span would be a cheap one. The first
 * pauses are long, since the first exports are slow.
 */
final class OperationCost {
  private static final int BURST = 500;
  private static final int PAUSE_MILLIS = 20;
  private static final int FIRST_PAUSE_MILLIS = 400;

  private final ThreadMXBean thread = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
  private final Operation operation;
  private int calls;

  OperationCost(Operation operation) {
    this.operation = operation;
  }

  /**
   * Runs and prints the result.
   *
   * @param warmUp number of operations that are not measured
   * @param measured number of operations that are
   */
  void run(int warmUp, int measured) throws Exception {
    int pause = FIRST_PAUSE_MILLIS;
    while (calls < warmUp) {
      burst();
      Thread.sleep(pause);
      pause = Math.max(PAUSE_MILLIS, pause - PAUSE_MILLIS);
    }
    int before = calls;
    long cpu = 0;
    long bytes = 0;
    while (calls < before + measured) {
      long bytesBefore = thread.getCurrentThreadAllocatedBytes();
      long cpuBefore = thread.getCurrentThreadCpuTime();
      burst();
      cpu += thread.getCurrentThreadCpuTime() - cpuBefore;
      bytes += thread.getCurrentThreadAllocatedBytes() - bytesBefore;
      Thread.sleep(PAUSE_MILLIS);
    }
    double operations = calls - before;
    Result.print(
        operation.spansToPrepare() + calls,
        "cpu_ns",
        cpu / operations,
        "bytes",
        bytes / operations);
  }

  private void burst() throws Exception {
    for (int i = 0; i < BURST; i++) {
      operation.call(calls++);
    }
  }
}
