// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing;

import java.time.Duration;

/**
 * Where {@link Traces} looks: a receiver in this JVM, or one in another that is asked over a
 * socket.
 */
public interface TelemetrySource {

  /**
   * Returns as soon as the source's version differs from {@code version}, at the latest after
   * {@code timeout}.
   */
  Snapshot await(long version, Duration timeout);

  /**
   * Forgets everything that belongs to the time before this call, also what of it has yet to
   * arrive.
   */
  void clear();

  /** What the observed program has written so far; empty if that is not known. */
  String output();
}
