// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.rxjava;

import io.heddle.instrumentation.api.context.SubscriberContexts;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a subscription comes from a source or from another operator of the chain: an
 * operator hands itself on, which is an observer too.
 */
final class RxSources {
  /** Simple names of what an observer implements. */
  static final List<String> OBSERVERS =
      Collections.unmodifiableList(
          Arrays.asList(
              "Observer",
              "FlowableSubscriber",
              "SingleObserver",
              "MaybeObserver",
              "CompletableObserver"));

  /** Simple names of what comes from sources that signal once, while they are subscribed to. */
  private static final Set<String> INSTANT =
      new HashSet<>(
          Arrays.asList(
              "EmptyDisposable", "EmptySubscription", "ScalarDisposable", "ScalarSubscription"));

  private static final ClassValue<Boolean> IS_SOURCE =
      new ClassValue<Boolean>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return !isObserver(type)
              && !(type.getName().startsWith("io.reactivex.")
                  && INSTANT.contains(type.getSimpleName()));
        }
      };

  private RxSources() {}

  static void subscribed(Object observer, @Nullable Object subscription) {
    if (subscription != null && IS_SOURCE.get(subscription.getClass())) {
      SubscriberContexts.subscribed(observer);
    }
  }

  /** By name, as the interfaces of both versions are meant. */
  private static boolean isObserver(@Nullable Class<?> type) {
    if (type == null) {
      return false;
    }
    String name = type.getName();
    if (name.equals("org.reactivestreams.Subscriber")) {
      return true;
    }
    if (type.isInterface()
        && name.startsWith("io.reactivex.")
        && OBSERVERS.contains(type.getSimpleName())) {
      return true;
    }
    for (Class<?> implemented : type.getInterfaces()) {
      if (isObserver(implemented)) {
        return true;
      }
    }
    return isObserver(type.getSuperclass());
  }
}
