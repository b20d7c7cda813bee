// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.reactor;

import io.heddle.instrumentation.api.context.SubscriberContexts;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Processor;
import org.reactivestreams.Subscriber;

/**
 * Tells whether a subscription comes from a source or from another operator of the chain: an
 * operator hands itself on, which is a subscriber too.
 */
final class ReactorSources {
  private static final String OWNER = "reactor.core.publisher.";

  /** Signal once, while they are subscribed to. */
  private static final Set<String> INSTANT =
      new HashSet<>(
          Arrays.asList(
              OWNER + "Operators$EmptySubscription",
              OWNER + "Operators$CancelledSubscription",
              OWNER + "Operators$ScalarSubscription"));

  private static final ClassValue<Boolean> IS_SOURCE =
      new ClassValue<Boolean>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return isSource(type);
        }
      };

  private ReactorSources() {}

  static void subscribed(Object subscriber, @Nullable Object subscription) {
    if (subscription != null && IS_SOURCE.get(subscription.getClass())) {
      SubscriberContexts.subscribed(subscriber);
    }
  }

  private static boolean isSource(Class<?> type) {
    String name = type.getName();
    if (!Subscriber.class.isAssignableFrom(type)) {
      return !INSTANT.contains(name);
    }
    return Processor.class.isAssignableFrom(type)
        // Holds the value of a callable or a future.
        || name.equals(OWNER + "Operators$MonoSubscriber")
        || name.startsWith(OWNER + "MonoCompletionStage$")
        // One of those that wait for the same value.
        || name.endsWith("$CacheMonoSubscriber")
        || name.endsWith("$NextInner");
  }
}
