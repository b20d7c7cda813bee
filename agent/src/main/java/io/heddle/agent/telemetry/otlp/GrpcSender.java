// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry.otlp;

import io.heddle.shaded.okhttp3.Call;
import io.heddle.shaded.okhttp3.ConnectionSpec;
import io.heddle.shaded.okhttp3.Headers;
import io.heddle.shaded.okhttp3.HttpUrl;
import io.heddle.shaded.okhttp3.MediaType;
import io.heddle.shaded.okhttp3.OkHttpClient;
import io.heddle.shaded.okhttp3.Protocol;
import io.heddle.shaded.okhttp3.Request;
import io.heddle.shaded.okhttp3.RequestBody;
import io.heddle.shaded.okhttp3.Response;
import io.heddle.shaded.okio.BufferedSink;
import io.heddle.shaded.okio.BufferedSource;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.Socket;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * OTLP as a unary gRPC call over OkHttp's HTTP/2 (gRPC over HTTP2, protocol specification): without
 * TLS by prior knowledge, with TLS by ALPN. Only this class and what is nested in it refer to
 * OkHttp.
 */
final class GrpcSender implements OtlpSender {
  private static final MediaType GRPC = MediaType.get("application/grpc");
  private static final long MAX_TIMEOUT_MILLIS = 99_999_999;

  private final OtlpEndpoint endpoint;
  private final HttpUrl url;
  private final Headers headers;
  private @Nullable OkHttpClient client;
  private volatile @Nullable Call running;
  private volatile boolean closed;

  GrpcSender(OtlpEndpoint endpoint, OtlpSignal signal) {
    this.endpoint = endpoint;
    String base = (endpoint.url.secure ? "https://" : "http://") + endpoint.url.authority();
    this.url = HttpUrl.get(base + signal.grpcPath);
    this.headers = headers(endpoint);
  }

  @Override
  public OtlpResult send(byte[] body, int length, long deadlineNanos) {
    long left = Math.max(1, (deadlineNanos - System.nanoTime()) / 1_000_000L);
    Response response = null;
    try {
      Call call = client().newCall(request(body, length, left));
      call.timeout().timeout(left, TimeUnit.MILLISECONDS);
      running = call;
      if (closed) {
        return OtlpResult.refused("shut down");
      }
      response = call.execute();
      return judge(response);
    } catch (HttpProtocolException nonsense) {
      return OtlpResult.refused(endpoint.url + ": " + nonsense.getMessage());
    } catch (IOException broken) {
      if (closed) {
        return OtlpResult.refused("shut down");
      }
      if (deadlineNanos - System.nanoTime() <= 0) {
        return OtlpResult.retryable(endpoint.url + ": no answer in time");
      }
      return HttpSender.ofFailure(endpoint.url, broken);
    } finally {
      running = null;
      if (response != null) {
        response.close();
      }
    }
  }

  private OkHttpClient client() throws IOException {
    OkHttpClient made = client;
    if (made == null) {
      OkHttpClient.Builder builder =
          new OkHttpClient.Builder()
              .proxy(Proxy.NO_PROXY)
              .socketFactory(new DirectSockets())
              .followRedirects(false)
              .fastFallback(false)
              .connectTimeout(0, TimeUnit.MILLISECONDS)
              .readTimeout(0, TimeUnit.MILLISECONDS)
              .writeTimeout(0, TimeUnit.MILLISECONDS);
      if (endpoint.url.secure) {
        Tls tls = Tls.load(endpoint);
        builder.sslSocketFactory(tls.sockets, tls.trust);
        builder.protocols(Arrays.asList(Protocol.HTTP_2, Protocol.HTTP_1_1));
      } else {
        builder.protocols(Collections.singletonList(Protocol.H2_PRIOR_KNOWLEDGE));
        // With a TLS specification among them, OkHttp reads the JVM's trust store, which takes a
        // second.
        builder.connectionSpecs(Collections.singletonList(ConnectionSpec.CLEARTEXT));
      }
      made = builder.build();
      client = made;
    }
    return made;
  }

  private Request request(byte[] body, int length, long leftMillis) {
    Request.Builder request = new Request.Builder().url(url).headers(headers);
    if (leftMillis <= MAX_TIMEOUT_MILLIS) {
      request.header("grpc-timeout", leftMillis + "m");
    }
    return request.post(new Message(body, length, endpoint.gzip)).build();
  }

  private static Headers headers(OtlpEndpoint endpoint) {
    Headers.Builder headers = new Headers.Builder();
    for (Map.Entry<String, String> header : endpoint.headers.entrySet()) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      if (HttpHead.isSendable(name) && !name.startsWith("grpc-") && !name.equals("host")) {
        headers.set(name, HttpHead.value(header.getValue()));
      }
    }
    if (headers.get("user-agent") == null) {
      headers.set("user-agent", HttpHead.value(endpoint.userAgent));
    }
    // OkHttp would ask for a compressed body on its own, which gRPC frames for itself.
    headers.set("accept-encoding", "identity");
    headers.set("te", "trailers");
    if (endpoint.gzip) {
      headers.set("grpc-encoding", "gzip");
    }
    return headers.build();
  }

  private OtlpResult judge(Response response) throws IOException {
    String status = response.header("grpc-status");
    if (status != null) {
      return GrpcStatus.judge(
          endpoint.url, status, response.header("grpc-message"), details(response.headers()), null);
    }
    if (response.code() != 200) {
      return GrpcStatus.ofHttp(endpoint.url, response.code());
    }
    byte[] body = read(response.body().source());
    Headers trailers = response.trailers();
    status = trailers.get("grpc-status");
    if (status == null) {
      throw new HttpProtocolException("answered without a gRPC status");
    }
    return GrpcStatus.judge(
        endpoint.url, status, trailers.get("grpc-message"), details(trailers), body);
  }

  private static @Nullable String details(Headers headers) {
    return headers.get("grpc-status-details-bin");
  }

  private static byte[] read(BufferedSource source) throws IOException {
    if (source.request(HttpReplyReader.MAX_BODY + 1L)) {
      throw new HttpProtocolException("response above " + HttpReplyReader.MAX_BODY + " bytes");
    }
    return source.readByteArray();
  }

  @Override
  public void close() {
    closed = true;
    Call call = running;
    if (call != null) {
      call.cancel();
    }
  }

  /** A length-prefixed gRPC message. */
  private static final class Message extends RequestBody {
    private final byte[] bytes;
    private final int length;
    private final boolean compressed;

    Message(byte[] bytes, int length, boolean compressed) {
      this.bytes = bytes;
      this.length = length;
      this.compressed = compressed;
    }

    @Override
    public MediaType contentType() {
      return GRPC;
    }

    @Override
    public long contentLength() {
      return length + 5L;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      sink.writeByte(compressed ? 1 : 0);
      sink.writeInt(length);
      sink.write(bytes, 0, length);
    }
  }

  /** Sockets that do not ask the application's ProxySelector for a SOCKS proxy. */
  private static final class DirectSockets extends SocketFactory {
    @Override
    public Socket createSocket() {
      return new Socket(Proxy.NO_PROXY);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
      throw new EOFException("connected by OkHttp only");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort)
        throws IOException {
      return createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
      return createSocket("", port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
        throws IOException {
      return createSocket("", port);
    }
  }
}
