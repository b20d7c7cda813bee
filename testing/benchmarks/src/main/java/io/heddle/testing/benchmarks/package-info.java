/**
 * What an agent adds to a process, measured side by side for several agents.
 *
 * <p>{@link io.heddle.testing.benchmarks.Runner} starts one process after another, each measuring
 * itself ({@code measured}), and writes the table. {@link io.heddle.testing.benchmarks.SpanSink}
 * takes what the agents export.
 */
package io.heddle.testing.benchmarks;
