// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.springscheduling;

import io.heddle.testing.ContextWays;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.support.TaskExecutorAdapter;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.annotation.AsyncAnnotationBeanPostProcessor;
import org.springframework.scheduling.concurrent.ConcurrentTaskExecutor;
import org.springframework.scheduling.concurrent.ConcurrentTaskScheduler;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** Executors and schedulers of Spring 6.1 and later. */
@SuppressWarnings("FutureReturnValueIgnored")
final class SpringWays {
  private final ContextWays ways;

  private SpringWays(ContextWays ways) {
    this.ways = ways;
  }

  static void add(ContextWays ways) {
    SpringWays all = new SpringWays(ways);
    ThreadPoolTaskExecutor pool = new ThreadPoolTaskExecutor();
    pool.setCorePoolSize(2);
    pool.initialize();
    all.executor("pool", pool);
    ThreadPoolTaskExecutor decorating = new ThreadPoolTaskExecutor();
    decorating.setTaskDecorator(task -> () -> task.run());
    decorating.initialize();
    all.executor("decorating", decorating);
    all.executor("simple", new SimpleAsyncTaskExecutor());
    SimpleAsyncTaskExecutor limited = new SimpleAsyncTaskExecutor();
    limited.setConcurrencyLimit(4);
    all.executor("limited", limited);
    if (Runtime.version().feature() >= 21) {
      SimpleAsyncTaskExecutor virtual = new SimpleAsyncTaskExecutor();
      virtual.setVirtualThreads(true);
      all.executor("virtual", virtual);
    }
    ExecutorService behind = Executors.newFixedThreadPool(2);
    all.executor("adapter", new TaskExecutorAdapter(behind));
    all.executor("concurrent", new ConcurrentTaskExecutor(behind));
    ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
    scheduler.setPoolSize(8);
    scheduler.initialize();
    all.scheduler("scheduler", scheduler);
    all.scheduler(
        "concurrent-scheduler", new ConcurrentTaskScheduler(Executors.newScheduledThreadPool(8)));
    all.scheduler("simple-scheduler", new SimpleAsyncTaskScheduler());
    all.annotated(pool);
  }

  private void executor(String name, AsyncTaskExecutor executor) {
    ways.add(name + "-execute", executor::execute);
    ways.add(name + "-submit", executor::submit);
    ways.add(
        name + "-submit-callable",
        call ->
            executor.submit(
                () -> {
                  call.run();
                  return "done";
                }));
    ways.add(name + "-completable", executor::submitCompletable);
    ways.add(
        name + "-completable-then", call -> executor.submitCompletable(() -> {}).thenRun(call));
    ways.addAfterwards("after-" + name, executor::execute);
  }

  private void scheduler(String name, TaskScheduler scheduler) {
    ways.add(name + "-once", call -> scheduler.schedule(call, Instant.now().plusMillis(5)));
    ways.addPeriodic(
        name + "-fixed-rate", task -> scheduler.scheduleAtFixedRate(task, Duration.ofMillis(10)));
    ways.addPeriodic(
        name + "-fixed-delay",
        task -> scheduler.scheduleWithFixedDelay(task, Duration.ofMillis(10)));
    ways.addPeriodic(name + "-trigger", task -> scheduler.schedule(task, new Soon()));
    ways.addAfterwards("after-" + name, call -> scheduler.schedule(call, Instant.now()));
    ways.add(
        name + "-cancelled",
        call -> {
          ScheduledFuture<?> later = scheduler.schedule(() -> {}, Instant.now().plusSeconds(60));
          later.cancel(false);
          call.run();
        });
  }

  private void annotated(AsyncTaskExecutor executor) {
    AsyncAnnotationBeanPostProcessor processor = new AsyncAnnotationBeanPostProcessor();
    processor.setExecutor(executor);
    processor.setBeanFactory(
        new org.springframework.beans.factory.support.DefaultListableBeanFactory());
    Service service =
        (Service) processor.postProcessAfterInitialization(new AsyncService(), "service");
    ways.add("async-void", service::run);
    ways.add("async-future", service::submit);
    ways.add("async-completable", service::completable);
    ways.add("async-completable-then", call -> service.completable(() -> {}).thenRun(call));
  }
}
