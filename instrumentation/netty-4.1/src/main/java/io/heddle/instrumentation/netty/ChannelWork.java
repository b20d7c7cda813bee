// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.netty;

import io.heddle.instrumentation.api.http.HttpServerCall;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is under way on a channel, kept as an attribute, which nobody finds who does not know its
 * name. Names no type of a codec: there need not be any.
 */
abstract class ChannelWork {
  private static final AttributeKey<Object> KEY = AttributeKey.valueOf("io.heddle.netty.work");

  /** What {@link #keep} was given, or null. */
  static @Nullable ChannelWork of(Channel channel) {
    if (!channel.hasAttr(KEY)) {
      return null;
    }
    Object work = channel.attr(KEY).get();
    // Not so where the application has the codec in another class loader than the channel.
    return work instanceof ChannelWork ? (ChannelWork) work : null;
  }

  static void keep(Channel channel, ChannelWork work) {
    channel.attr(KEY).set(work);
  }

  /** Makes the context current that decoded messages are to be handled in. */
  static @Nullable Scope reading(ChannelHandlerContext handler, List<?> messages, int count) {
    ChannelWork work = count == 0 ? null : of(handler.channel());
    Context context =
        work == null ? null : work.contextOf(messages.get(0), messages.get(count - 1));
    return context == null ? null : context.makeCurrent();
  }

  /** Remembers what may become the reason for a missing answer. A channel's plain end is none. */
  static void failed(Channel channel, @Nullable Throwable thrown) {
    if (thrown == null || thrown instanceof ClosedChannelException) {
      return;
    }
    HttpServerCall call = HttpServerCall.current();
    if (call != null) {
      call.failed(thrown);
    }
    ChannelWork work = of(channel);
    if (work != null) {
      work.failed(thrown);
    }
  }

  abstract void failed(Throwable thrown);

  /** The context of messages that belong to the same request or response, or null. */
  abstract @Nullable Context contextOf(Object first, Object last);
}
