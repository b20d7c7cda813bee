// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.trace;

/**
 * A call whose attributes stay in its own fields until they are read, which most often is on the
 * exporter's thread: nothing is boxed, and no string is made, on the thread of the application.
 */
public interface LateAttributes {
  /**
   * Calls {@link RecordedSpan#put} for each attribute. Called under the lock of the span, by any
   * thread, and more than once when the span is read before its end. Must not throw.
   */
  void putInto(RecordedSpan span);
}
