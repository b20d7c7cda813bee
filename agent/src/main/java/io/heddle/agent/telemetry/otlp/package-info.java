/**
 * OTLP on the wire: requests written by OpenTelemetry's marshalers, sent over an HTTP/1.1 client of
 * our own or over gRPC, with the retries, limits and partial successes of the protocol
 * (opentelemetry.io/docs/specs/otlp).
 */
package io.heddle.agent.telemetry.otlp;
