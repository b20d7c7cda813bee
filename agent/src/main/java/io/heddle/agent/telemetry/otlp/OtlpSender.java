// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry.otlp;

/**
 * One attempt to deliver a request over one transport. Used by one thread at a time, but for {@link
 * #close}.
 */
interface OtlpSender {
  /**
   * Sends the first {@code length} bytes of the body, which are compressed already if the endpoint
   * says so, and waits for the answer. Throws nothing that the network can cause.
   */
  OtlpResult send(byte[] body, int length, long deadlineNanos);

  /**
   * Breaks off an attempt under way and refuses later ones. Called by any thread, any number of
   * times.
   */
  void close();
}
