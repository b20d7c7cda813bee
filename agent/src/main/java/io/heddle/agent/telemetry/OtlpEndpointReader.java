// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry;

import io.heddle.agent.settings.Settings;
import java.io.File;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a signal's OTLP endpoint: {@code otel.exporter.otlp.<signal>.X} beats {@code
 * otel.exporter.otlp.X} (OpenTelemetry specification, OTLP exporter). A general endpoint is a base
 * URL to which HTTP adds {@code v1/<signal>}; a signal's own endpoint is used as it is.
 */
final class OtlpEndpointReader {
  private static final String GENERAL = "otel.exporter.otlp.";
  private static final long DEFAULT_TIMEOUT_MILLIS = 10_000;

  private final Settings settings;
  private final Signal signal;
  private final String own;

  OtlpEndpointReader(Settings settings, Signal signal) {
    this.settings = settings;
    this.signal = signal;
    this.own = GENERAL + signal.word() + ".";
  }

  OtlpEndpointSettings read() {
    OtlpProtocol protocol =
        oneOf("protocol", OtlpProtocol.HTTP_PROTOBUF.word(), "grpc", "http/protobuf").equals("grpc")
            ? OtlpProtocol.GRPC
            : OtlpProtocol.HTTP_PROTOBUF;
    File clientKey = file("client.key");
    File clientCertificate = file("client.certificate");
    if ((clientKey == null) != (clientCertificate == null)) {
      String set = clientKey == null ? "client.certificate" : "client.key";
      settings.reject(
          settings.isSet(own + set) ? own + set : GENERAL + set,
          "a client key together with a client certificate",
          "it is ignored");
      clientKey = null;
      clientCertificate = null;
    }
    return new OtlpEndpointSettings(
        protocol == OtlpProtocol.GRPC ? grpcUrl() : httpUrl(),
        protocol,
        headers(),
        oneOf("compression", "none", "gzip", "none").equals("gzip"),
        settings.durationMillis(
            own + "timeout",
            settings.durationMillis(GENERAL + "timeout", DEFAULT_TIMEOUT_MILLIS, 0),
            0),
        file("certificate"),
        clientKey,
        clientCertificate);
  }

  private String httpUrl() {
    String base = settings.url(GENERAL + "endpoint", "http://localhost:4318");
    String general = (base.endsWith("/") ? base : base + "/") + "v1/" + signal.word();
    String url = settings.url(own + "endpoint", general);
    return pathStart(url) < 0 ? url + "/" : url;
  }

  private String grpcUrl() {
    String general =
        withoutPath(
            GENERAL + "endpoint", settings.url(GENERAL + "endpoint", "http://localhost:4317"));
    return withoutPath(own + "endpoint", settings.url(own + "endpoint", general));
  }

  private String withoutPath(String name, String url) {
    int path = pathStart(url);
    if (path < 0) {
      return url;
    }
    String origin = url.substring(0, path);
    if (path < url.length() - 1) {
      settings.reject(name, "a URL without path for gRPC", "the path is ignored");
    }
    return origin;
  }

  private static int pathStart(String url) {
    return url.indexOf('/', url.indexOf("://") + 3);
  }

  private Map<String, String> headers() {
    Map<String, String> ofSignal = settings.map(own + "headers");
    return ofSignal.isEmpty() ? settings.map(GENERAL + "headers") : ofSignal;
  }

  private String oneOf(String name, String fallback, String... accepted) {
    return settings.oneOf(own + name, settings.oneOf(GENERAL + name, fallback, accepted), accepted);
  }

  private @Nullable File file(String name) {
    File ofSignal = settings.file(own + name);
    return ofSignal == null ? settings.file(GENERAL + name) : ofSignal;
  }
}
