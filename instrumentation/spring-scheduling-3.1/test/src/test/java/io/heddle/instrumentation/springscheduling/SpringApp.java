// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.springscheduling;

import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.scheduling.annotation.ScheduledAnnotationBeanPostProcessor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** An application made without what old versions cannot do on a new JVM. */
final class SpringApp implements AutoCloseable {
  private final GenericApplicationContext context = new GenericApplicationContext();

  void start() {
    RootBeanDefinition scheduler = new RootBeanDefinition(ThreadPoolTaskScheduler.class);
    scheduler.getPropertyValues().add("poolSize", "8");
    context.registerBeanDefinition("taskScheduler", scheduler);
    context.registerBeanDefinition(
        "processor", new RootBeanDefinition(ScheduledAnnotationBeanPostProcessor.class));
    context.registerBeanDefinition("jobs", new RootBeanDefinition(Jobs.class));
    context.refresh();
  }

  @Override
  public void close() {
    context.close();
  }
}
