// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.benchmarks.measured;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A loop that calls an operation at a fixed rate and measures {@code process_cpu_us}: the CPU time
 * of the whole process, export included, for one operation.
 */
final class SteadyLoad {
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final int TICKS_PER_SECOND = 100;

  private final Operation operation;
  private int calls;

  SteadyLoad(Operation operation) {
    this.operation = operation;
  }

  /**
   * Runs and prints the result.
   *
   * @param rate operations a second
   * @param warmUpSeconds how long it runs at that rate, after two slow seconds, unmeasured
   * @param seconds how long it is measured
   */
  void run(int rate, int warmUpSeconds, int seconds) throws Exception {
    OperatingSystemMXBean process =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    drive(rate / 5, 2);
    drive(rate, warmUpSeconds);
    int before = calls;
    long cpu = process.getProcessCpuTime();
    drive(rate, seconds);
    cpu = process.getProcessCpuTime() - cpu;
    Result.print(
        "client",
        operation.spansToPrepare() + calls,
        "process_cpu_us",
        cpu / 1000.0 / (calls - before));
  }

  private void drive(int rate, int seconds) throws Exception {
    long next = System.nanoTime();
    for (int tick = 0; tick < seconds * TICKS_PER_SECOND; tick++) {
      for (int i = 0; i < rate / TICKS_PER_SECOND; i++) {
        operation.call(calls++);
      }
      next += TICK_NANOS;
      while (next - System.nanoTime() > 0) {
        LockSupport.parkNanos(next - System.nanoTime());
      }
    }
  }
}
