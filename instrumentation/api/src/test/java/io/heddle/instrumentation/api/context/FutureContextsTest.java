// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FutureContextsTest {
  private static final ContextKey<String> NAME = ContextKey.named("name");
  private static final Context A = Context.root().with(NAME, "a");
  private static final Context B = Context.root().with(NAME, "b");

  private final Object future = new Object();
  private final Object listener = new Object();

  private static void added(Object future, Object listener, Context context) {
    Scope scope = ThreadContexts.attachTask(context);
    FutureContexts.added(future, listener);
    TaskContexts.ended(scope);
  }

  @AfterEach
  void nothingIsLeft() {
    assertThat(FutureContexts.size()).isZero();
  }

  @Test
  void take_listenerOfTwoFutures_eachHasItsContextOnce() {
    Object other = new Object();
    added(future, listener, A);
    added(other, listener, B);
    assertThat(FutureContexts.find(future, listener)).isSameAs(A);
    assertThat(FutureContexts.take(other, listener)).isSameAs(B);
    assertThat(FutureContexts.take(other, listener)).isNull();
    assertThat(FutureContexts.take(future, listener)).isSameAs(A);
    assertThat(FutureContexts.take(future, listener)).isNull();
  }

  @Test
  void take_listenerAddedTwice_contextsInTheOrderAdded() {
    added(future, listener, A);
    added(future, listener, B);
    assertThat(FutureContexts.take(future, listener)).isSameAs(A);
    assertThat(FutureContexts.take(future, listener)).isSameAs(B);
  }

  @Test
  void take_firstMiddleAndLast_othersStay() {
    Object[] listeners = {new Object(), new Object(), new Object(), new Object(), new Object()};
    for (int i = 0; i < listeners.length; i++) {
      added(future, listeners[i], i % 2 == 0 ? A : B);
    }
    for (int i : new int[] {0, 2, 4, 1, 3}) {
      assertThat(FutureContexts.hasListeners(future)).isTrue();
      assertThat(FutureContexts.take(future, listeners[i])).isSameAs(i % 2 == 0 ? A : B);
    }
    assertThat(FutureContexts.hasListeners(future)).isFalse();
  }

  @Test
  void added_withoutContext_nothingIsRemembered() {
    FutureContexts.added(future, listener);
    assertThat(FutureContexts.hasListeners(future)).isFalse();
    assertThat(FutureContexts.take(future, listener)).isNull();
    assertThat(FutureContexts.telling(null)).isNull();
  }

  @Test
  void added_byManyThreadsAtOnce_allAreFound() throws Exception {
    int threads = 4;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    CyclicBarrier together = new CyclicBarrier(threads);
    for (int round = 0; round < 2_000; round++) {
      Object shared = new Object();
      List<Future<Context>> taken = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        Context own = i % 2 == 0 ? A : B;
        taken.add(
            pool.submit(
                () -> {
                  Object mine = new Object();
                  together.await();
                  added(shared, mine, own);
                  Context found = FutureContexts.take(shared, mine);
                  return found == own ? null : found == null ? Context.root() : found;
                }));
      }
      for (Future<Context> wrong : taken) {
        assertThat(wrong.get()).isNull();
      }
    }
    pool.shutdown();
  }
}
