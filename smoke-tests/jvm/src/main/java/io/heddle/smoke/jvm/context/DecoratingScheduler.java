// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.jvm.context;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** Queues and runs objects of its own in place of the JDK's tasks, to which they delegate. */
final class DecoratingScheduler extends ScheduledThreadPoolExecutor {
  DecoratingScheduler() {
    super(1);
  }

  @Override
  @SuppressWarnings("unchecked")
  protected <V> RunnableScheduledFuture<V> decorateTask(
      Runnable task, RunnableScheduledFuture<V> future) {
    return (RunnableScheduledFuture<V>)
        Proxy.newProxyInstance(
            DecoratingScheduler.class.getClassLoader(),
            new Class<?>[] {RunnableScheduledFuture.class},
            (proxy, method, arguments) -> {
              try {
                return method.invoke(future, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
