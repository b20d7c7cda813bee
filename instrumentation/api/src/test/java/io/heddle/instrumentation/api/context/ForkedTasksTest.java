// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ForkedTasksTest {
  private static final ContextKey<Integer> NUMBER = ContextKey.named("number");
  private static final int ROOM = 1 << 10;

  private final HandOver<Context> late = new HandOver<>();
  private final ForkedTasks own = ForkedTasks.of(Thread.currentThread());

  private static Context context(int number) {
    return Context.root().with(NUMBER, number);
  }

  /** Leaves nothing in use: what is pushed by one test is taken or swept there. */
  @AfterEach
  void sweep() {
    for (int i = 0; i < 4; i++) {
      ForkedTasks.sweepAll(late);
    }
    assertThat(ForkedTasks.isInUse()).isFalse();
  }

  @Test
  void take_ofAnotherStack_isFoundOnce() {
    Object task = new Object();
    Context context = context(1);
    own.push(task, context);

    assertThat(ForkedTasks.isInUse()).isTrue();
    assertThat(ForkedTasks.take(null, new Object())).isNull();
    assertThat(ForkedTasks.take(null, task)).isSameAs(context);
    assertThat(ForkedTasks.take(own, task)).isNull();
  }

  @Test
  void take_inWhateverOrder_findsEach() {
    for (int seed = 0; seed < 50; seed++) {
      List<Integer> order = new ArrayList<>();
      List<Object> tasks = new ArrayList<>();
      Random random = new Random(seed);
      for (int i = 0; i < 5_000; i++) {
        if (order.isEmpty() || (order.size() < 900 && random.nextInt(100) < 55)) {
          // Refused where only holes between tasks are free.
          if (own.push(candidate(tasks), context(tasks.size() - 1))) {
            order.add(tasks.size() - 1);
          }
        } else {
          // By the owner from the top or the bottom, or by a thief from anywhere.
          int how = random.nextInt(3);
          int at = how == 0 ? order.size() - 1 : how == 1 ? 0 : random.nextInt(order.size());
          int number = order.remove(at);
          Object found = ForkedTasks.take(how == 2 ? null : own, tasks.get(number));
          assertThat(((Context) Objects.requireNonNull(found)).get(NUMBER)).isEqualTo(number);
        }
      }
      Collections.shuffle(order, random);
      for (int number : order) {
        assertThat(ForkedTasks.take(own, tasks.get(number))).isNotNull();
      }
    }
  }

  private static Object candidate(List<Object> tasks) {
    Object task = new Object();
    tasks.add(task);
    return task;
  }

  @Test
  void push_full_isRefusedUntilATaskIsTaken() {
    List<Object> tasks = new ArrayList<>();
    for (int i = 0; i < ROOM; i++) {
      tasks.add(new Object());
      assertThat(own.push(tasks.get(i), context(i))).isTrue();
    }
    assertThat(own.push(new Object(), context(0))).isFalse();
    assertThat(ForkedTasks.take(own, tasks.get(ROOM - 1))).isNotNull();
    assertThat(own.push(new Object(), context(0))).isTrue();
  }

  @Test
  void sweep_ofATaskThatDoesNotRun_movesItToTheTable() {
    Object task = new Object();
    own.push(task, context(7));
    ForkedTasks.sweepAll(late);
    assertThat(late.get(task)).isNull();
    ForkedTasks.sweepAll(late);

    assertThat(ForkedTasks.take(own, task)).isNull();
    assertThat(Objects.requireNonNull(late.remove(task)).get(NUMBER)).isEqualTo(7);
  }

  @Test
  void sweep_ofAWorkerThatEnded_movesAllAtOnce() throws InterruptedException {
    Object task = new Object();
    Thread worker = new Thread(() -> ForkedTasks.of(Thread.currentThread()).push(task, context(8)));
    worker.start();
    worker.join();
    ForkedTasks.sweepAll(late);

    assertThat(ForkedTasks.take(null, task)).isNull();
    assertThat(Objects.requireNonNull(late.remove(task)).get(NUMBER)).isEqualTo(8);
  }

  @Test
  void push_withoutContext_isToldAndDoesNotKeepTheStacksInUse() {
    Object task = new Object();
    own.push(new Object(), context(1));
    own.push(task, ForkedTasks.NONE);

    assertThat(ForkedTasks.take(own, task)).isSameAs(ForkedTasks.NONE);
  }
}
