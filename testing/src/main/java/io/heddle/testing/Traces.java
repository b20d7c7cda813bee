// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the telemetry that a test expects.
 *
 * <p>Every waiting method returns as soon as its condition holds and fails after {@link #TIMEOUT}
 * with everything that has arrived, printed as trees. As a parameter of a test in a class with
 * {@link UnderAgent}, it shows what arrived since this test began. Thread safe.
 */
public final class Traces {
  /** How long the waiting methods wait. */
  public static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final TelemetrySource source;

  /** A view on {@code source}; {@link OtlpReceiver#traces} is the usual way to one. */
  public Traces(TelemetrySource source) {
    this.source = source;
  }

  /**
   * Forgets what arrived, and ignores from now on every trace of which a span has ended before this
   * call, however late the rest of it arrives.
   */
  public void clear() {
    source.clear();
  }

  /** The spans here now, in order of arrival, without waiting. */
  public List<SpanRecord> spans() {
    return source.await(-1, Duration.ZERO).spans();
  }

  /**
   * What the observed program wrote to standard output and error so far; empty if that is not
   * captured.
   */
  public String output() {
    return source.output();
  }

  /** Waits for at least {@code count} spans; returns all that are here, in order of arrival. */
  public List<SpanRecord> awaitSpans(int count) {
    return await(count + " spans", snapshot -> snapshot.spans().size() >= count).spans();
  }

  /**
   * Waits for at least {@code count} traces, all of them {@linkplain Trace#isComplete complete};
   * returns all that are here, in order of their start.
   *
   * <p>A span that ends after its root may not be here yet: for such traces use {@link #awaitSpans}
   * or {@link #assertTraces}.
   */
  public List<Trace> awaitTraces(int count) {
    Snapshot snapshot =
        await(
            count + " complete traces",
            now -> {
              List<Trace> traces = Trace.group(now.spans());
              return traces.size() >= count && traces.stream().allMatch(Trace::isComplete);
            });
    return Trace.group(snapshot.spans());
  }

  /** Waits for one complete trace and fails if there are more. */
  public Trace awaitTrace() {
    List<Trace> traces = awaitTraces(1);
    if (traces.size() != 1) {
      throw new AssertionError("Expected one trace but there are\n" + TraceTree.print(traces));
    }
    return traces.get(0);
  }

  /**
   * Waits until there are exactly as many traces as {@code assertions} and each, in order of their
   * start, satisfies its own.
   *
   * @throws AssertionError the last failure, if that does not happen in time
   */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public final void assertTraces(Consumer<TraceAssert>... assertions) {
    String[] reason = {""};
    Predicate<Snapshot> satisfied =
        snapshot -> {
          try {
            check(Trace.group(snapshot.spans()), List.of(assertions));
            return true;
          } catch (AssertionError e) {
            reason[0] = e.getMessage();
            return false;
          }
        };
    if (poll(satisfied, TIMEOUT) == null) {
      throw new AssertionError("Not satisfied within " + TIMEOUT + ": " + reason[0]);
    }
  }

  /** Fails if a span is here, or arrives within {@code silence}. */
  public void assertNoSpans(Duration silence) {
    Snapshot any = poll(snapshot -> !snapshot.spans().isEmpty(), silence);
    if (any != null) {
      throw new AssertionError(
          "Expected no span but there are:\n" + TraceTree.print(Trace.group(any.spans())));
    }
  }

  /**
   * Fails if a span arrives within {@code silence}, beyond those that are here at the time of the
   * call; to be called after those that are expected were waited for.
   */
  public void assertNoMoreSpans(Duration silence) {
    int before = spans().size();
    Snapshot more = poll(snapshot -> snapshot.spans().size() > before, silence);
    if (more != null) {
      List<SpanRecord> late = more.spans().subList(before, more.spans().size());
      throw new AssertionError(
          "More spans arrived:\n"
              + TraceTree.print(Trace.group(late))
              + "All spans:\n"
              + TraceTree.print(Trace.group(more.spans())));
    }
  }

  /**
   * Waits for a metric that was collected after this call, so that it contains all that was
   * recorded before.
   *
   * <p>With cumulative temporality, the default, it also contains what earlier tests of the class
   * recorded.
   */
  public MetricRecord awaitMetric(String name) {
    long now = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis() + 1);
    return awaitMetric(name, metric -> metric.collectedNanos() >= now);
  }

  /** Waits for a metric of this name that satisfies {@code condition}. */
  public MetricRecord awaitMetric(String name, Predicate<MetricRecord> condition) {
    Snapshot found = await("metric " + name, snapshot -> find(snapshot, name, condition) != null);
    MetricRecord metric = find(found, name, condition);
    if (metric == null) {
      throw new AssertionError(name);
    }
    return metric;
  }

  private Snapshot await(String what, Predicate<Snapshot> condition) {
    Snapshot snapshot = poll(condition, TIMEOUT);
    if (snapshot != null) {
      return snapshot;
    }
    Snapshot last = source.await(-1, Duration.ZERO);
    List<String> metrics = new ArrayList<>();
    last.metrics().forEach(metric -> metrics.add(metric.name()));
    throw new AssertionError(
        "Expected "
            + what
            + " within "
            + TIMEOUT
            + " but there are "
            + last.spans().size()
            + " spans:\n"
            + TraceTree.print(Trace.group(last.spans()))
            + "and the metrics "
            + metrics.stream().distinct().sorted().toList());
  }

  private @Nullable Snapshot poll(Predicate<Snapshot> condition, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    long version = -1;
    long left = timeout.toNanos();
    do {
      Snapshot snapshot = source.await(version, Duration.ofNanos(Math.max(0, left)));
      if (condition.test(snapshot)) {
        return snapshot;
      }
      version = snapshot.version();
      left = deadline - System.nanoTime();
    } while (left > 0);
    return null;
  }

  private static void check(List<Trace> traces, List<Consumer<TraceAssert>> assertions) {
    if (traces.size() != assertions.size()) {
      throw new AssertionError(
          "Expected " + assertions.size() + " traces but there are\n" + TraceTree.print(traces));
    }
    for (int i = 0; i < traces.size(); i++) {
      assertions.get(i).accept(TraceAssert.assertThat(traces.get(i)));
    }
  }

  private static @Nullable MetricRecord find(
      Snapshot snapshot, String name, Predicate<MetricRecord> condition) {
    for (MetricRecord metric : snapshot.metrics()) {
      if (metric.name().equals(name) && condition.test(metric)) {
        return metric;
      }
    }
    return null;
  }
}
