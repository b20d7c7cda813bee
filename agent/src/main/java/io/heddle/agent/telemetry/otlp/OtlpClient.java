// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry.otlp;

import io.opentelemetry.exporter.internal.marshal.Marshaler;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Delivers OTLP requests of one signal to one endpoint: writes and compresses them, refuses those
 * above 64 MiB, and sends again what the protocol allows to be sent again, within the endpoint's
 * timeout. Safe for use by several threads, which take turns. Nothing of a transport is loaded
 * before the first request.
 */
public final class OtlpClient {
  static final int MAX_REQUEST = 64 << 20;
  private static final long NO_LIMIT_NANOS = 365L * 24 * 3600 * 1_000_000_000L;

  private final OtlpEndpoint endpoint;
  private final OtlpSignal signal;
  private final RetryPolicy retry;
  private final BodyBuffer plain = new BodyBuffer();
  private final BodyBuffer compressed = new BodyBuffer();
  private final Object lock = new Object();

  /** Guards the two fields below; never held while sending. */
  private final Object life = new Object();

  private @Nullable OtlpSender sender;
  private boolean closed;

  /** A client with the retries of the specification. */
  public OtlpClient(OtlpEndpoint endpoint, OtlpSignal signal) {
    this(endpoint, signal, RetryPolicy.DEFAULT);
  }

  OtlpClient(OtlpEndpoint endpoint, OtlpSignal signal, RetryPolicy retry) {
    this.endpoint = endpoint;
    this.signal = signal;
    this.retry = retry;
  }

  /**
   * Sends a message and waits until it is delivered, refused or given up. The result is RETRYABLE
   * when attempts or time ran out; do not send such a message again.
   *
   * @param deadlineNanos when to give up even if the endpoint's timeout is longer, on the clock of
   *     {@link System#nanoTime}
   */
  public OtlpResult send(Marshaler message, long deadlineNanos) {
    int size = message.getBinarySerializedSize();
    if (size > MAX_REQUEST || size < 0) {
      return tooLarge(size);
    }
    synchronized (lock) {
      try {
        BodyBuffer body = endpoint.gzip ? compressed : plain;
        OutputStream out = endpoint.gzip ? new GZIPOutputStream(body) : body;
        message.writeBinaryTo(out);
        out.close();
        return deliver(body.bytes(), body.size(), deadlineNanos);
      } catch (IOException broken) {
        return OtlpResult.refused("cannot write the request: " + broken);
      } finally {
        plain.recycle();
        compressed.recycle();
      }
    }
  }

  /** Sends a message that is protobuf already; otherwise as {@link #send(Marshaler, long)}. */
  public OtlpResult send(byte[] message, int length, long deadlineNanos) {
    if (length > MAX_REQUEST) {
      return tooLarge(length);
    }
    synchronized (lock) {
      try {
        if (!endpoint.gzip) {
          return deliver(message, length, deadlineNanos);
        }
        GZIPOutputStream out = new GZIPOutputStream(compressed);
        out.write(message, 0, length);
        out.close();
        return deliver(compressed.bytes(), compressed.size(), deadlineNanos);
      } catch (IOException broken) {
        return OtlpResult.refused("cannot write the request: " + broken);
      } finally {
        compressed.recycle();
      }
    }
  }

  /**
   * Breaks off what is being sent and refuses everything later. Called by any thread, any number of
   * times; does not wait.
   */
  public void close() {
    OtlpSender open;
    synchronized (life) {
      closed = true;
      open = sender;
      life.notifyAll();
    }
    if (open != null) {
      open.close();
    }
  }

  private OtlpResult deliver(byte[] body, int length, long deadlineNanos) {
    long timeout =
        endpoint.timeoutMillis == 0 ? NO_LIMIT_NANOS : endpoint.timeoutMillis * 1_000_000L;
    long own = System.nanoTime() + timeout;
    long deadline = own - deadlineNanos < 0 ? own : deadlineNanos;
    OtlpResult result = OtlpResult.retryable("no time left to send");
    for (int attempt = 1; deadline - System.nanoTime() > 0; attempt++) {
      OtlpSender open = sender();
      if (open == null) {
        return OtlpResult.refused("shut down");
      }
      result = open.send(body, length, deadline);
      if (result.kind() != OtlpResult.Kind.RETRYABLE || attempt >= retry.maxAttempts) {
        return result;
      }
      long delay = retry.delayMillis(attempt, result.retryAfterMillis());
      if (delay >= (deadline - System.nanoTime()) / 1_000_000L || !pause(delay)) {
        return result;
      }
    }
    return result;
  }

  private @Nullable OtlpSender sender() {
    synchronized (life) {
      if (closed) {
        return null;
      }
      if (sender == null) {
        sender =
            endpoint.protocol == OtlpEndpoint.Protocol.GRPC
                ? new GrpcSender(endpoint, signal)
                : new HttpSender(endpoint);
      }
      return sender;
    }
  }

  /** Waits; false when closed or interrupted meanwhile. */
  private boolean pause(long millis) {
    long end = System.nanoTime() + millis * 1_000_000L;
    synchronized (life) {
      try {
        for (long left = millis;
            left > 0 && !closed;
            left = (end - System.nanoTime()) / 1_000_000L) {
          life.wait(left);
        }
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return false;
      }
      return !closed;
    }
  }

  private static OtlpResult tooLarge(int size) {
    return OtlpResult.refused("request of " + size + " bytes is above the limit of " + MAX_REQUEST);
  }
}
