// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry.otlp;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where and how one signal is exported. Immutable; made by {@link Builder} from settings that
 * someone else has read.
 */
public final class OtlpEndpoint {
  /** The transports of OTLP that are spoken. */
  public enum Protocol {
    /** Protobuf in the body of HTTP/1.1 POST requests. */
    HTTP_PROTOBUF,
    /** Unary calls over HTTP/2. */
    GRPC
  }

  final OtlpUrl url;
  final Protocol protocol;
  final Map<String, String> headers;
  final boolean gzip;
  final long timeoutMillis;
  final @Nullable String certificate;
  final @Nullable String clientKey;
  final @Nullable String clientCertificate;
  final String userAgent;

  private OtlpEndpoint(Builder builder) {
    this.url = builder.url;
    this.protocol = builder.protocol;
    this.headers = Collections.unmodifiableMap(new LinkedHashMap<String, String>(builder.headers));
    this.gzip = builder.gzip;
    this.timeoutMillis = builder.timeoutMillis;
    this.certificate = builder.certificate;
    this.clientKey = builder.clientKey;
    this.clientCertificate = builder.clientCertificate;
    this.userAgent = builder.userAgent;
  }

  /**
   * Begins an endpoint.
   *
   * @param url http or https; over HTTP used as is, with its path, over gRPC only host and port
   *     count
   * @throws IllegalArgumentException when it is no such URL
   */
  public static Builder at(String url, Protocol protocol) {
    return new Builder(OtlpUrl.parse(url), protocol);
  }

  /** The transport. */
  public Protocol protocol() {
    return protocol;
  }

  /** The URL without user name, password and fragment. */
  public String url() {
    return url.toString();
  }

  @Override
  public String toString() {
    return url + " (" + (protocol == Protocol.GRPC ? "grpc" : "http/protobuf") + ")";
  }

  /**
   * Collects the optional parts of an {@link OtlpEndpoint}. Not safe for use by several threads.
   */
  public static final class Builder {
    private final OtlpUrl url;
    private final Protocol protocol;
    private final Map<String, String> headers = new LinkedHashMap<String, String>();
    private boolean gzip;
    private long timeoutMillis = 10_000;
    private @Nullable String certificate;
    private @Nullable String clientKey;
    private @Nullable String clientCertificate;
    private String userAgent = "Heddle";

    private Builder(OtlpUrl url, Protocol protocol) {
      this.url = url;
      this.protocol = protocol;
    }

    /**
     * Adds a header to each request. Line ends in the value become spaces; a name that is no HTTP
     * token, or that frames the message (Content-Length and the like), is left out when sending.
     */
    public Builder header(String name, String value) {
      headers.put(name, value);
      return this;
    }

    /** Compresses request bodies. */
    public Builder gzip(boolean on) {
      this.gzip = on;
      return this;
    }

    /** Time for one export with all its retries, 10 s unless set; 0 means no limit. */
    public Builder timeoutMillis(long millis) {
      this.timeoutMillis = Math.max(0, millis);
      return this;
    }

    /** File of PEM certificates to trust instead of those of the JVM. */
    public Builder certificate(@Nullable String path) {
      this.certificate = path;
      return this;
    }

    /**
     * PEM files of the key (PKCS#8 or PKCS#1, not encrypted) and the certificate chain to show to
     * the server.
     *
     * @throws IllegalArgumentException when only one of them is given
     */
    public Builder client(@Nullable String keyPath, @Nullable String certificatePath) {
      if ((keyPath == null) != (certificatePath == null)) {
        throw new IllegalArgumentException(
            "OTLP client key and client certificate must be set together");
      }
      this.clientKey = keyPath;
      this.clientCertificate = certificatePath;
      return this;
    }

    /** The User-Agent header, "Heddle" unless set. */
    public Builder userAgent(String product) {
      this.userAgent = product;
      return this;
    }

    /** The endpoint with all that was set. */
    public OtlpEndpoint build() {
      return new OtlpEndpoint(this);
    }
  }
}
