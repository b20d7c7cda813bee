// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.pekkoactor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.AbstractActorWithStash;
import org.apache.pekko.actor.AbstractActorWithTimers;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ReceiveTimeout;
import scala.concurrent.duration.Duration;

/** Actors that run what they are sent. */
final class TestActors {
  static final String OPEN = "open";
  static final String ASK = "ask";

  private TestActors() {}

  /** Runs, or answers. */
  public static class Runner extends AbstractActor {
    @Override
    public Receive createReceive() {
      return receiveBuilder()
          .match(Runnable.class, Runnable::run)
          .matchAny(message -> getSender().tell("re: " + message, getSelf()))
          .build();
    }
  }

  /** Runs what comes the second time, as the answer of another. */
  public static class Twice extends AbstractActor {
    private final ActorRef answering;
    private boolean asked;

    public Twice(ActorRef answering) {
      this.answering = answering;
    }

    @Override
    public Receive createReceive() {
      return receiveBuilder()
          .match(
              Runnable.class,
              call -> {
                if (asked) {
                  call.run();
                } else {
                  asked = true;
                  answering.tell(call, getSelf());
                }
              })
          .build();
    }
  }

  /** Sends what it gets back to where it came from. */
  public static class Echo extends AbstractActor {
    @Override
    public Receive createReceive() {
      return receiveBuilder().matchAny(message -> getSender().tell(message, getSelf())).build();
    }
  }

  /** Forwards all to another. */
  public static class Forwarder extends AbstractActor {
    private final ActorRef target;

    public Forwarder(ActorRef target) {
      this.target = target;
    }

    @Override
    public Receive createReceive() {
      return receiveBuilder().matchAny(message -> target.forward(message, getContext())).build();
    }
  }

  /** Answers those who ask when it is opened. */
  public static class Holder extends AbstractActor {
    private final List<ActorRef> asking = new ArrayList<>();

    @Override
    public Receive createReceive() {
      return receiveBuilder()
          .matchEquals(ASK, message -> asking.add(getSender()))
          .matchEquals(OPEN, message -> asking.forEach(each -> each.tell("answer", getSelf())))
          .build();
    }
  }

  /** Puts everything aside until it is opened. */
  public static class Stashing extends AbstractActorWithStash {
    @Override
    public Receive createReceive() {
      return receiveBuilder()
          .matchEquals(
              OPEN,
              message -> {
                unstashAll();
                getContext().become(receiveBuilder().match(Runnable.class, Runnable::run).build());
              })
          .matchAny(message -> stash())
          .build();
    }
  }

  /** Does what it is told with itself. */
  public static class Timed extends AbstractActorWithTimers {
    @Override
    @SuppressWarnings("unchecked")
    public Receive createReceive() {
      return receiveBuilder()
          .match(Runnable.class, Runnable::run)
          .match(Consumer.class, task -> ((Consumer<Timed>) task).accept(this))
          .build();
    }
  }

  /** Runs the task again and again while it gets nothing else. */
  public static class Idle extends AbstractActor {
    private Runnable task = () -> {};

    @Override
    public Receive createReceive() {
      return receiveBuilder()
          .match(
              Runnable.class,
              given -> {
                task = given;
                getContext().setReceiveTimeout(Duration.create(20, TimeUnit.MILLISECONDS));
              })
          .match(ReceiveTimeout.class, timeout -> task.run())
          .build();
    }
  }

  /** Runs a task when it starts. */
  public static class Starting extends Runner {
    private final Runnable started;

    public Starting(Runnable started) {
      this.started = started;
    }

    @Override
    public void preStart() {
      started.run();
    }
  }
}
