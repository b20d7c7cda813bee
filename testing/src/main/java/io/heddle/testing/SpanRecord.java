// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing;

import java.io.Serial;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * A span as it was received.
 *
 * <p>Ids are lower-case hex; an absent parent is the empty string. Times are Unix time in
 * nanoseconds. Attribute values are {@code String}, {@code Long}, {@code Double}, {@code Boolean},
 * {@code byte[]}, {@code List} or {@code Map} of these.
 */
public record SpanRecord(
    String traceId,
    String spanId,
    String parentSpanId,
    String traceState,
    int flags,
    String name,
    Kind kind,
    long startNanos,
    long endNanos,
    Map<String, Object> attributes,
    int droppedAttributes,
    List<Event> events,
    List<Link> links,
    Status status,
    String statusMessage,
    String scopeName,
    String scopeVersion,
    Map<String, Object> resource)
    implements Serializable {
  @Serial private static final long serialVersionUID = 1L;

  private static final int HAS_IS_REMOTE = 0x100;
  private static final int IS_REMOTE = 0x200;

  /** Span kinds of OTLP. */
  public enum Kind {
    UNSPECIFIED,
    INTERNAL,
    SERVER,
    CLIENT,
    PRODUCER,
    CONSUMER
  }

  /** Status codes of OTLP. */
  public enum Status {
    UNSET,
    OK,
    ERROR
  }

  /** An event of a span; {@code nanos} is Unix time. */
  public record Event(String name, long nanos, Map<String, Object> attributes)
      implements Serializable {
    @Serial private static final long serialVersionUID = 1L;
  }

  /** A link to another span. */
  public record Link(
      String traceId, String spanId, String traceState, int flags, Map<String, Object> attributes)
      implements Serializable {
    @Serial private static final long serialVersionUID = 1L;
  }

  /** Whether the span has no parent at all. */
  public boolean isRoot() {
    return parentSpanId.isEmpty();
  }

  /** Whether the parent came from another process, by the flags' is-remote bit. */
  public boolean hasRemoteParent() {
    int mask = HAS_IS_REMOTE | IS_REMOTE;
    return !parentSpanId.isEmpty() && (flags & mask) == mask;
  }

  /** The W3C trace flags: the lowest eight bits of {@link #flags}. */
  public int traceFlags() {
    return flags & 0xff;
  }
}
