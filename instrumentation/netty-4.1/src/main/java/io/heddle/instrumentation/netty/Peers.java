// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.netty;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** The other end of a socket, where that is one of IP. */
final class Peers {
  private Peers() {}

  static @Nullable String address(@Nullable SocketAddress peer) {
    InetAddress address =
        peer instanceof InetSocketAddress ? ((InetSocketAddress) peer).getAddress() : null;
    return address == null ? null : address.getHostAddress();
  }

  static int port(@Nullable SocketAddress peer) {
    return peer instanceof InetSocketAddress ? ((InetSocketAddress) peer).getPort() : -1;
  }
}
