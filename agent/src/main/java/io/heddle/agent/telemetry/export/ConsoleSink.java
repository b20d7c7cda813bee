// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry.export;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A sink that prints each trace as an indented tree once its local root (the span without parent,
 * or with a parent in another process) has ended. At most 1,000 traces and 10,000 spans are held,
 * none longer than 30 s; beyond that the oldest trace is printed incomplete. A span whose parent
 * has been printed already is printed as a tree of its own.
 */
public final class ConsoleSink implements SpanSink {
  private static final int MAX_TRACES = 1000;
  private static final int MAX_SPANS = 10_000;
  private static final long MAX_AGE_NANOS = 30_000_000_000L;

  private final PrintStream out;
  private final int maxTraces;
  private final int maxSpans;
  private final long maxAgeNanos;

  /** Traces with spans that wait for their root, oldest first. */
  private final LinkedHashMap<String, HeldTrace> traces = new LinkedHashMap<String, HeldTrace>();

  private final PrintedSpans printed = new PrintedSpans();
  private int held;

  /** Prints to the given stream, in the agent that of standard out. */
  public ConsoleSink(PrintStream out) {
    this(out, MAX_TRACES, MAX_SPANS, MAX_AGE_NANOS);
  }

  ConsoleSink(PrintStream out, int maxTraces, int maxSpans, long maxAgeNanos) {
    this.out = out;
    this.maxTraces = maxTraces;
    this.maxSpans = maxSpans;
    this.maxAgeNanos = maxAgeNanos;
  }

  @Override
  public SinkResult export(List<SpanData> batch, long deadlineNanos) {
    ArrayList<SpanData> roots = new ArrayList<SpanData>();
    for (SpanData span : batch) {
      hold(span);
      if (isRoot(span)) {
        roots.add(span);
      }
    }
    for (SpanData root : roots) {
      printTree(root);
    }
    while (traces.size() > maxTraces || held > maxSpans) {
      printOldest();
    }
    idle();
    return SinkResult.sent();
  }

  @Override
  public void idle() {
    long now = System.nanoTime();
    while (!traces.isEmpty() && now - traces.values().iterator().next().sinceNanos >= maxAgeNanos) {
      printOldest();
    }
  }

  @Override
  public void close() {
    while (!traces.isEmpty()) {
      printOldest();
    }
    out.flush();
  }

  private boolean isRoot(SpanData span) {
    SpanContext parent = span.getParentSpanContext();
    return !parent.isValid() || parent.isRemote() || printed.contains(parent);
  }

  private void hold(SpanData span) {
    HeldTrace trace = traces.get(span.getTraceId());
    if (trace == null) {
      trace = new HeldTrace(System.nanoTime());
      traces.put(span.getTraceId(), trace);
    }
    trace.spans.add(span);
    held++;
  }

  private void printTree(SpanData root) {
    HeldTrace trace = traces.get(root.getTraceId());
    if (trace == null || !trace.spans.contains(root)) {
      return;
    }
    List<SpanData> members = TraceTree.below(root, trace.spans);
    print(new TraceTree(members), "");
    trace.spans.removeAll(members);
    held -= members.size();
    if (trace.spans.isEmpty()) {
      traces.remove(root.getTraceId());
    }
  }

  private void printOldest() {
    Iterator<Map.Entry<String, HeldTrace>> oldest = traces.entrySet().iterator();
    HeldTrace trace = oldest.next().getValue();
    oldest.remove();
    held -= trace.spans.size();
    print(new TraceTree(trace.spans), " (incomplete)");
  }

  private void print(TraceTree tree, String remark) {
    out.print(tree.text(remark));
    out.flush();
    printed.addAll(tree.spans());
  }

  /** The spans of one trace that wait for their root, and since when. */
  private static final class HeldTrace {
    final ArrayList<SpanData> spans = new ArrayList<SpanData>();
    final long sinceNanos;

    HeldTrace(long sinceNanos) {
      this.sinceNanos = sinceNanos;
    }
  }

  /** The most recently printed spans, by trace and span id. */
  private static final class PrintedSpans extends LinkedHashMap<String, Boolean> {
    private static final long serialVersionUID = 1L;

    boolean contains(SpanContext span) {
      return containsKey(span.getTraceId() + span.getSpanId());
    }

    void addAll(List<SpanData> spans) {
      for (SpanData span : spans) {
        put(span.getTraceId() + span.getSpanId(), Boolean.TRUE);
      }
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
      return size() > MAX_SPANS;
    }
  }
}
