/**
 * The way of finished spans out of the application's threads: a bounded queue drained by one daemon
 * thread into a {@link io.heddle.agent.telemetry.export.SpanSink}, and the sink that prints traces
 * as trees.
 */
package io.heddle.agent.telemetry.export;
