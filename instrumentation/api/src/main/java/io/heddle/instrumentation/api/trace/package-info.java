// SPDX-License-Identifier: Apache-2.0
/**
 * How a span is recorded: {@link io.heddle.instrumentation.api.trace.Tracing} begins it, {@link
 * io.heddle.instrumentation.api.trace.RecordedSpan} holds it until it is exported.
 */
package io.heddle.instrumentation.api.trace;
