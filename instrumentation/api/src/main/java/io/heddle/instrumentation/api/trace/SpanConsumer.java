// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.trace;

/** Where ended spans go: the agent's export queue. */
public interface SpanConsumer {
  /** Takes a span that has ended. Must not block and must not throw. */
  void accept(RecordedSpan span);
}
