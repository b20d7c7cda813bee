// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The gRPC side of an {@link OtlpReceiver}; messages stay bytes so that both protocols are decoded
 * in one place.
 */
final class OtlpGrpcServer implements AutoCloseable {
  private static final int MAX_MESSAGE_BYTES = 64 << 20;

  private final Server server;

  private OtlpGrpcServer(Server server) {
    this.server = server;
  }

  static OtlpGrpcServer start(OtlpReceiver receiver) {
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .maxInboundMessageSize(MAX_MESSAGE_BYTES);
    for (Signal signal : Signal.values()) {
      builder.addService(service(signal, receiver));
    }
    try {
      return new OtlpGrpcServer(builder.build().start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return server.getPort();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  private static ServerServiceDefinition service(Signal signal, OtlpReceiver receiver) {
    MethodDescriptor<byte[], byte[]> export =
        MethodDescriptor.newBuilder(new Bytes(), new Bytes())
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName(
                MethodDescriptor.generateFullMethodName(signal.grpcService(), "Export"))
            .build();
    return ServerServiceDefinition.builder(signal.grpcService())
        .addMethod(export, new Export(signal, receiver))
        .build();
  }

  private record Export(Signal signal, OtlpReceiver receiver)
      implements ServerCallHandler<byte[], byte[]> {
    @Override
    public ServerCall.Listener<byte[]> startCall(
        ServerCall<byte[], byte[]> call, Metadata metadata) {
      call.request(1);
      return new ServerCall.Listener<>() {
        @Override
        public void onMessage(byte[] message) {
          answer(call, receiver.receive(signal, "grpc", headers(metadata), 0, message));
        }
      };
    }

    private void answer(ServerCall<byte[], byte[]> call, Answer given) {
      if (given.kind() == Answer.Kind.NEVER) {
        return;
      }
      if (given.httpStatus() == 200) {
        call.sendHeaders(new Metadata());
        call.sendMessage(OtlpResponses.body(signal, given));
        call.close(Status.OK, new Metadata());
      } else {
        call.close(status(given.httpStatus()), new Metadata());
      }
    }

    private static Status status(int httpStatus) {
      return switch (httpStatus) {
        case 400 -> Status.INVALID_ARGUMENT;
        case 401 -> Status.UNAUTHENTICATED;
        case 403 -> Status.PERMISSION_DENIED;
        case 429 -> Status.RESOURCE_EXHAUSTED;
        case 502, 503, 504 -> Status.UNAVAILABLE;
        default -> Status.UNKNOWN;
      };
    }

    private static Map<String, String> headers(Metadata metadata) {
      Map<String, String> headers = new TreeMap<>();
      for (String name : metadata.keys()) {
        if (!name.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
          Iterable<String> values =
              metadata.getAll(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
          headers.put(name, String.join(",", values));
        }
      }
      return Collections.unmodifiableMap(headers);
    }
  }

  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
