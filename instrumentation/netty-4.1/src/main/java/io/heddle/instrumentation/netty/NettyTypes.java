// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.netty;

/** Names of Netty's classes, and of those in gRPC's copy. */
final class NettyTypes {
  static final String CONCURRENT = "io.netty.util.concurrent.";
  static final String COPY = "io.grpc.netty.shaded.";

  private NettyTypes() {}

  static String[] withCopies(String... names) {
    String[] all = new String[names.length * 2];
    for (int i = 0; i < names.length; i++) {
      all[i] = names[i];
      all[names.length + i] = COPY + names[i];
    }
    return all;
  }
}
