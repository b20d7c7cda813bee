// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.springscheduling;

import java.util.Date;
import org.springframework.scheduling.Trigger;
import org.springframework.scheduling.TriggerContext;

/** Again and again, by the methods of old and new versions. */
final class Soon implements Trigger {
  @Override
  public java.time.Instant nextExecution(TriggerContext context) {
    return java.time.Instant.now().plusMillis(10);
  }

  @SuppressWarnings({"deprecation", "unused"})
  public Date nextExecutionTime(TriggerContext context) {
    return new Date(System.currentTimeMillis() + 10);
  }
}
