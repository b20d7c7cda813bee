// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.http;

import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of one call by a client that blocks, of which one is under way at most. A call runs
 * on one thread, where code of the application may make others inside of it. For that thread alone.
 *
 * <p>One for all libraries: the parts of a library may be in different class loaders.
 */
public final class HttpClientAttempts {
  private static final ThreadLocal<@Nullable HttpClientAttempts> CURRENT = new ThreadLocal<>();

  private final @Nullable HttpClientAttempts outer;
  private final boolean single;
  private int count;
  private @Nullable HttpClientCall underWay;
  private @Nullable Scope scope;

  private HttpClientAttempts(@Nullable HttpClientAttempts outer, boolean single) {
    this.outer = outer;
    this.single = single;
    CURRENT.set(this);
  }

  /** Begins a call, inside of that which the thread makes already. */
  public static HttpClientAttempts begin() {
    return new HttpClientAttempts(CURRENT.get(), false);
  }

  /** The innermost call of this thread, or null. */
  public static @Nullable HttpClientAttempts current() {
    return CURRENT.get();
  }

  /**
   * The innermost call of this thread, or a new one that ends with its only attempt: what a cache
   * renews on a thread of its own is no part of a call.
   */
  public static HttpClientAttempts currentOrSingle() {
    HttpClientAttempts current = CURRENT.get();
    return current != null && current.underWay == null
        ? current
        : new HttpClientAttempts(current, true);
  }

  /** The attempt that is under way in the innermost call of this thread, or null. */
  public static @Nullable HttpClientCall currentAttempt() {
    HttpClientAttempts attempts = CURRENT.get();
    return attempts == null ? null : attempts.underWay;
  }

  /** Begins an attempt, whose span is current until {@link #sent}. */
  public void sending(HttpClientCall attempt) {
    attempt.resendCount(count++);
    underWay = attempt;
    scope = attempt.makeCurrent();
  }

  /**
   * Makes the span of the attempt that is under way current no more.
   *
   * @return the attempt, which the caller ends, or null where none is under way
   */
  public @Nullable HttpClientCall sent() {
    HttpClientCall attempt = underWay;
    Scope open = scope;
    underWay = null;
    scope = null;
    if (open != null) {
      open.close();
    }
    if (single) {
      end();
    }
    return attempt;
  }

  /** Ends the call. */
  public void end() {
    CURRENT.set(outer);
  }
}
