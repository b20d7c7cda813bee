// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.pekkoactor;

import io.heddle.testing.ContextWays;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.stream.OverflowStrategy;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.stream.javadsl.SourceQueueWithComplete;

/**
 * Streams run in actors of their own, which start by system messages: their stages have the context
 * of the message that drives them, or none.
 */
final class StreamWays {
  private StreamWays() {}

  static void add(ContextWays ways, ActorSystem system) {
    ways.add(
        "stream-map",
        call ->
            Source.single("item")
                .map(
                    item -> {
                      ways.call("/out/stream-map");
                      return item;
                    })
                .runWith(Sink.ignore(), system)
                .thenAccept(done -> call.run()));
    ways.add(
        "stream-many",
        call ->
            Source.range(1, 5000)
                .map(
                    item -> {
                      if (item == 4999) {
                        ways.call("/out/stream-many");
                      }
                      return item;
                    })
                .async()
                .runWith(Sink.ignore(), system)
                .thenAccept(done -> call.run()));
    SourceQueueWithComplete<Runnable> queue =
        Source.<Runnable>queue(16, OverflowStrategy.fail())
            .map(
                task -> {
                  task.run();
                  return task;
                })
            .to(Sink.ignore())
            .run(system);
    ways.add("stream-queue", queue::offer);
  }
}
