// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing;

import java.time.Duration;

/**
 * What an {@link OtlpReceiver} answers to an export request.
 *
 * <p>Only requests answered by {@link #ok} are stored. Over gRPC the HTTP status is mapped to the
 * gRPC status that the OTLP specification pairs it with: 503 to UNAVAILABLE, 429 to
 * RESOURCE_EXHAUSTED, 400 to INVALID_ARGUMENT, the rest to UNKNOWN.
 *
 * @param kind how the answer is made
 * @param httpStatus status of the HTTP response
 * @param retryAfter value of the Retry-After header, zero for none; HTTP only
 * @param rejected number of items reported as rejected in a partial success
 * @param message error text of a partial success
 */
public record Answer(
    Kind kind, int httpStatus, Duration retryAfter, long rejected, String message) {

  /** The ways to answer. */
  public enum Kind {
    /** A well-formed response. */
    RESPONSE,
    /** Status 200 and bytes that are no protobuf message. */
    GARBAGE,
    /** Nothing, until the client gives up or the receiver is closed. */
    NEVER
  }

  /** Status 200 with an empty response: the request is stored. */
  public static Answer ok() {
    return status(200);
  }

  /** The HTTP {@code status} with an empty body. */
  public static Answer status(int status) {
    return new Answer(Kind.RESPONSE, status, Duration.ZERO, 0, "");
  }

  /** Status 503 with a Retry-After header, in whole seconds. */
  public static Answer unavailable(Duration retryAfter) {
    return new Answer(Kind.RESPONSE, 503, retryAfter, 0, "");
  }

  /**
   * Status 200 with a partial success that reports {@code rejected} items; the request is not
   * stored.
   */
  public static Answer partialSuccess(long rejected, String message) {
    return new Answer(Kind.RESPONSE, 200, Duration.ZERO, rejected, message);
  }

  /** Status 200 and bytes that cannot be decoded. */
  public static Answer garbage() {
    return new Answer(Kind.GARBAGE, 200, Duration.ZERO, 0, "");
  }

  /** No answer at all. */
  public static Answer never() {
    return new Answer(Kind.NEVER, 0, Duration.ZERO, 0, "");
  }

  boolean accepts() {
    return kind == Kind.RESPONSE && httpStatus == 200 && rejected == 0;
  }
}
