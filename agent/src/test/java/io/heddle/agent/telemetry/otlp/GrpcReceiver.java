// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry.otlp;

import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.MetricsServiceGrpc;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** An OTLP receiver on grpc-java that answers as told and keeps what it got. */
final class GrpcReceiver implements AutoCloseable {
  private final Server server;
  private final boolean tls;
  final List<ExportTraceServiceRequest> traces = Collections.synchronizedList(new ArrayList<>());
  final List<ExportMetricsServiceRequest> metrics = Collections.synchronizedList(new ArrayList<>());
  final List<Metadata> metadata = Collections.synchronizedList(new ArrayList<>());
  final List<Long> times = Collections.synchronizedList(new ArrayList<>());

  /** What to fail the next calls with. */
  final ConcurrentLinkedQueue<StatusRuntimeException> failures = new ConcurrentLinkedQueue<>();

  volatile ExportTraceServiceResponse response = ExportTraceServiceResponse.getDefaultInstance();
  final CountDownLatch answering = new CountDownLatch(1);

  GrpcReceiver() throws IOException {
    this(null, null);
    answering.countDown();
  }

  /** A receiver with TLS, which asks for the client's certificate if one is given. */
  GrpcReceiver(TestCertificates own, TestCertificates client) throws IOException {
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    tls = own != null;
    if (own != null) {
      SslContextBuilder ssl =
          SslContextBuilder.forServer(own.certificateFile.toFile(), own.keyFile.toFile());
      if (client != null) {
        ssl.trustManager(client.certificateFile.toFile()).clientAuth(ClientAuth.REQUIRE);
      }
      builder.sslContext(GrpcSslContexts.configure(ssl, SslProvider.JDK).build());
      answering.countDown();
    }
    server =
        builder
            .addService(new Traces())
            .addService(new Metrics())
            .intercept(
                new ServerInterceptor() {
                  @Override
                  public <Q, A> ServerCall.Listener<Q> interceptCall(
                      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
                    metadata.add(headers);
                    times.add(System.nanoTime());
                    return next.startCall(call, headers);
                  }
                })
            .build()
            .start();
  }

  /** A receiver that never answers. */
  static GrpcReceiver silent() throws IOException {
    return new GrpcReceiver(null, null);
  }

  OtlpEndpoint.Builder endpoint() {
    String url = (tls ? "https" : "http") + "://localhost:" + server.getPort();
    return OtlpEndpoint.at(url, OtlpEndpoint.Protocol.GRPC);
  }

  String header(int call, String name) {
    return metadata.get(call).get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
  }

  @Override
  public void close() throws InterruptedException {
    answering.countDown();
    server.shutdownNow();
    server.awaitTermination(5, TimeUnit.SECONDS);
  }

  private <T> void answer(StreamObserver<T> to, T value) {
    try {
      answering.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    StatusRuntimeException failure = failures.poll();
    if (failure != null) {
      to.onError(failure);
      return;
    }
    to.onNext(value);
    to.onCompleted();
  }

  private final class Traces extends TraceServiceGrpc.TraceServiceImplBase {
    @Override
    public void export(
        ExportTraceServiceRequest request, StreamObserver<ExportTraceServiceResponse> to) {
      traces.add(request);
      answer(to, response);
    }
  }

  private final class Metrics extends MetricsServiceGrpc.MetricsServiceImplBase {
    @Override
    public void export(
        ExportMetricsServiceRequest request, StreamObserver<ExportMetricsServiceResponse> to) {
      metrics.add(request);
      answer(to, ExportMetricsServiceResponse.getDefaultInstance());
    }
  }
}
