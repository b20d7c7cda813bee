// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.demo;

import io.heddle.testing.OtlpReceiver;
import io.heddle.testing.SpanRecord;
import io.heddle.testing.Trace;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Waits until the spans of a request have arrived from both services. */
final class WholeTrace {
  private static final Duration TIMEOUT = Duration.ofSeconds(8);

  private WholeTrace() {}

  /**
   * The trace of the request to {@code service} that was sent last, which has at least {@code
   * spans} spans.
   *
   * @throws DemoFailure if it does not arrive, or not as a whole
   */
  static Trace await(OtlpReceiver receiver, String service, int spans) throws InterruptedException {
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    do {
      Trace trace = request(receiver, service);
      if (trace != null && trace.spans().size() >= spans && isWhole(trace)) {
        return trace;
      }
      Thread.sleep(20);
    } while (System.nanoTime() < deadline);
    Trace part = request(receiver, service);
    throw new DemoFailure(
        part == null ? "no trace arrived" : "spans are missing:\n" + SpanTable.print(part));
  }

  private static @Nullable Trace request(OtlpReceiver receiver, String service) {
    for (Trace trace : Trace.group(receiver.spans())) {
      for (SpanRecord span : trace.spans()) {
        if (span.kind() == SpanRecord.Kind.SERVER
            && service.equals(span.resource().get("service.name"))) {
          return trace;
        }
      }
    }
    return null;
  }

  /**
   * Whether every parent is here, and of every HTTP call also the side that answered. A service
   * sends its spans in the order of their ends, so that nothing else can be missing.
   */
  private static boolean isWhole(Trace trace) {
    Set<String> ids = new HashSet<>();
    Set<String> answered = new HashSet<>();
    for (SpanRecord span : trace.spans()) {
      ids.add(span.spanId());
      if (span.kind() == SpanRecord.Kind.SERVER) {
        answered.add(span.parentSpanId());
      }
    }
    for (SpanRecord span : trace.spans()) {
      boolean httpCall =
          span.kind() == SpanRecord.Kind.CLIENT && span.attributes().containsKey("url.full");
      if ((!span.isRoot() && !ids.contains(span.parentSpanId()))
          || (httpCall && !answered.contains(span.spanId()))) {
        return false;
      }
    }
    return true;
  }
}
