// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry;

import io.heddle.agent.telemetry.otlp.OtlpEndpoint;
import java.io.File;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where and how one signal is sent by OTLP. Immutable. */
public final class OtlpEndpointSettings {
  private final String url;
  private final OtlpProtocol protocol;
  private final Map<String, String> headers;
  private final boolean gzip;
  private final long timeoutMillis;
  private final @Nullable File certificate;
  private final @Nullable File clientKey;
  private final @Nullable File clientCertificate;

  /**
   * @param url for HTTP the URL to post to, for gRPC scheme, host and port
   * @param timeoutMillis for the export of one batch; 0 is no limit
   * @param certificate PEM file of trusted certificates, or null for those of the JVM
   * @param clientKey PEM file of the client's private key, set with {@code clientCertificate} or
   *     not at all
   */
  public OtlpEndpointSettings(
      String url,
      OtlpProtocol protocol,
      Map<String, String> headers,
      boolean gzip,
      long timeoutMillis,
      @Nullable File certificate,
      @Nullable File clientKey,
      @Nullable File clientCertificate) {
    this.url = url;
    this.protocol = protocol;
    this.headers = Collections.unmodifiableMap(new LinkedHashMap<String, String>(headers));
    this.gzip = gzip;
    this.timeoutMillis = timeoutMillis;
    this.certificate = certificate;
    this.clientKey = clientKey;
    this.clientCertificate = clientCertificate;
  }

  public String url() {
    return url;
  }

  public OtlpProtocol protocol() {
    return protocol;
  }

  /** Request headers in the user's order; may hold secrets. */
  public Map<String, String> headers() {
    return headers;
  }

  public boolean gzip() {
    return gzip;
  }

  public long timeoutMillis() {
    return timeoutMillis;
  }

  public @Nullable File certificate() {
    return certificate;
  }

  public @Nullable File clientKey() {
    return clientKey;
  }

  public @Nullable File clientCertificate() {
    return clientCertificate;
  }

  /** Everything but the values of headers. */
  @Override
  public String toString() {
    return protocol.word()
        + " "
        + url
        + " headers="
        + headers.keySet()
        + (gzip ? " gzip" : "")
        + " timeout="
        + timeoutMillis
        + "ms";
  }

  /** The endpoint for the wire. */
  OtlpEndpoint endpoint(String userAgent) {
    OtlpEndpoint.Builder builder =
        OtlpEndpoint.at(
                url,
                protocol == OtlpProtocol.GRPC
                    ? OtlpEndpoint.Protocol.GRPC
                    : OtlpEndpoint.Protocol.HTTP_PROTOBUF)
            .gzip(gzip)
            .timeoutMillis(timeoutMillis)
            .certificate(path(certificate))
            .client(path(clientKey), path(clientCertificate))
            .userAgent(userAgent);
    for (Map.Entry<String, String> header : headers.entrySet()) {
      builder.header(header.getKey(), header.getValue());
    }
    return builder.build();
  }

  private static @Nullable String path(@Nullable File file) {
    return file == null ? null : file.getPath();
  }
}
