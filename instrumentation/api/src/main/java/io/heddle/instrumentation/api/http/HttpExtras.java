// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.http;

import io.heddle.instrumentation.api.metrics.ActiveMetric;
import io.heddle.instrumentation.api.metrics.SizeMetric;
import io.heddle.instrumentation.api.trace.RecordedSpan;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a user asks for beyond the attributes and metrics that every call has: headers, and the
 * opt-in telemetry of the conventions. Exists only where something is asked for. Immutable.
 */
final class HttpExtras {
  private static final ContextKey<Sizes> SIZES = ContextKey.named("heddle-http-sizes");
  private static final AttributeKey<Long> REQUEST_SIZE =
      AttributeKey.longKey("http.request.body.size");
  private static final AttributeKey<Long> RESPONSE_SIZE =
      AttributeKey.longKey("http.response.body.size");

  private final Captured request;
  private final Captured response;
  private final @Nullable OptIn optIn;

  private HttpExtras(Captured request, Captured response, @Nullable OptIn optIn) {
    this.request = request;
    this.response = response;
    this.optIn = optIn;
  }

  /**
   * @param side {@code client} or {@code server}
   * @param requestHeaders names, in any case
   * @param responseHeaders names, in any case
   * @param optIn whether the opt-in telemetry is recorded
   * @return null when nothing is asked for
   */
  static @Nullable HttpExtras of(
      String side,
      Collection<String> requestHeaders,
      Collection<String> responseHeaders,
      boolean optIn) {
    if (requestHeaders.isEmpty() && responseHeaders.isEmpty() && !optIn) {
      return null;
    }
    return new HttpExtras(
        new Captured("http.request.header.", requestHeaders),
        new Captured("http.response.header.", responseHeaders),
        optIn ? new OptIn(side) : null);
  }

  /** Counts a call that begins; what it gives takes the place of the call's context. */
  Context begun(Context context, Attributes attributes) {
    return optIn == null
        ? context
        : context.with(SIZES, new Sizes(optIn.active.add(1, attributes, context)));
  }

  <M> void request(
      @Nullable RecordedSpan span, Context context, M message, HttpHeaderLines<M> lines) {
    Sizes sizes = context.get(SIZES);
    if (sizes != null) {
      sizes.request = contentLength(message, lines);
      put(span, REQUEST_SIZE, sizes.request);
    }
    request.put(span, message, lines);
  }

  <M> void response(
      @Nullable RecordedSpan span, Context context, M message, HttpHeaderLines<M> lines) {
    Sizes sizes = context.get(SIZES);
    if (sizes != null) {
      sizes.response = contentLength(message, lines);
      put(span, RESPONSE_SIZE, sizes.response);
    }
    response.put(span, message, lines);
  }

  /**
   * Records a call that ends.
   *
   * @param active the attributes that {@link #begun} was given
   */
  void ended(Context context, Attributes attributes, Attributes active) {
    Sizes sizes = context.get(SIZES);
    if (optIn != null && sizes != null) {
      optIn.request.record(sizes.request, attributes, context);
      optIn.response.record(sizes.response, attributes, context);
      if (sizes.counted) {
        optIn.active.add(-1, active, context);
      }
    }
  }

  private static void put(@Nullable RecordedSpan span, AttributeKey<Long> key, long size) {
    if (span != null && size >= 0) {
      span.setAttribute(key, size);
    }
  }

  /** Or -1 when it is not told, or told in another way than by digits (RFC 9110, section 8.6). */
  private static <M> long contentLength(M message, HttpHeaderLines<M> lines) {
    Iterator<String> values = lines.lines(message, "content-length");
    if (values == null || !values.hasNext()) {
      return -1;
    }
    String text = values.next();
    long size = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9' || i == 18) {
        return -1;
      }
      size = size * 10 + c - '0';
    }
    return text.isEmpty() ? -1 : size;
  }

  /** Headers that become attributes. */
  private static final class Captured {
    private final List<String> names = new ArrayList<>();
    private final List<AttributeKey<List<String>>> keys = new ArrayList<>();

    Captured(String prefix, Collection<String> headers) {
      for (String header : headers) {
        String name = header.toLowerCase(Locale.ROOT);
        names.add(name);
        keys.add(AttributeKey.stringArrayKey(prefix + name));
      }
    }

    <M> void put(@Nullable RecordedSpan span, M message, HttpHeaderLines<M> lines) {
      if (span == null) {
        return;
      }
      for (int i = 0; i < names.size(); i++) {
        Iterator<String> values = lines.lines(message, names.get(i));
        if (values != null && values.hasNext()) {
          List<String> all = new ArrayList<>();
          while (values.hasNext()) {
            all.add(values.next());
          }
          span.setAttribute(keys.get(i), Collections.unmodifiableList(all));
        }
      }
    }
  }

  /** Metrics that are off by default in the conventions. */
  private static final class OptIn {
    final ActiveMetric active;
    final SizeMetric request;
    final SizeMetric response;

    OptIn(String side) {
      String start = "http." + side + ".";
      active =
          ActiveMetric.of(
              start + "active_requests",
              "{request}",
              "Number of active HTTP " + side + " requests.");
      request =
          SizeMetric.of(start + "request.body.size", "Size of HTTP " + side + " request bodies.");
      response =
          SizeMetric.of(start + "response.body.size", "Size of HTTP " + side + " response bodies.");
    }
  }

  /** Of one call, below zero while not known. Written before the call ends. */
  private static final class Sizes {
    final boolean counted;
    volatile long request = -1;
    volatile long response = -1;

    Sizes(boolean counted) {
      this.counted = counted;
    }
  }
}
