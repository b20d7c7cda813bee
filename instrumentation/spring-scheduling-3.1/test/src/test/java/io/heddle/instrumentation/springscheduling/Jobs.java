// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.springscheduling;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

/** Scheduled tasks of every form, half of which fail. */
class Jobs implements SchedulingConfigurer {
  static volatile Runnable work = () -> {};

  @Scheduled(fixedRate = 50)
  void tick() {
    work.run();
  }

  @Scheduled(fixedDelay = 50)
  void fail() {
    throw new IllegalStateException("expected");
  }

  @Override
  public void configureTasks(ScheduledTaskRegistrar registrar) {
    registrar.addTriggerTask(() -> work.run(), new Soon());
    registrar.addTriggerTask(new Failing(), new Soon());
  }

  /** A task that is no lambda. */
  static final class Failing implements Runnable {
    @Override
    public void run() {
      throw new UnsupportedOperationException("expected");
    }
  }
}
