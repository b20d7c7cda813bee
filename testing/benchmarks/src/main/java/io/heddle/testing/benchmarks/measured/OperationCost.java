// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.benchmarks.measured;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * A loop that measures what one operation costs its calling thread: {@code cpu_ns} and {@code
 * bytes} allocated, both for one operation.
 *
 * <p>Operations come in bursts that fit into the exporter's queue of 2,048 spans, with pauses in
 * which the exporter empties it, so that no span is dropped: a dropped span would be a cheap one.
 * The first operations after a pause, when the processor's caches are cold, are not measured. The
 * first pauses are long, since the first exports are slow.
 */
final class OperationCost {
  private static final int AFTER_PAUSE = 200;
  private static final int BURST = 1_000;
  private static final int PAUSE_MILLIS = 50;
  private static final int FIRST_PAUSE_MILLIS = 1_000;

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
    for (int done = 0; done < warmUp; done += BURST) {
      burst(AFTER_PAUSE + BURST);
      Thread.sleep(pause);
      pause = Math.max(PAUSE_MILLIS, pause * 4 / 5);
    }
    double operations = 0;
    long cpu = 0;
    long bytes = 0;
    while (operations < measured) {
      burst(AFTER_PAUSE);
      long bytesBefore = thread.getCurrentThreadAllocatedBytes();
      long cpuBefore = thread.getCurrentThreadCpuTime();
      burst(BURST);
      cpu += thread.getCurrentThreadCpuTime() - cpuBefore;
      bytes += thread.getCurrentThreadAllocatedBytes() - bytesBefore;
      operations += BURST;
      Thread.sleep(PAUSE_MILLIS);
    }
    Result.print(
        "client",
        operation.spansToPrepare() + calls,
        "cpu_ns",
        cpu / operations,
        "bytes",
        bytes / operations);
  }

  private void burst(int size) throws Exception {
    for (int i = 0; i < size; i++) {
      operation.call(calls++);
    }
  }
}
