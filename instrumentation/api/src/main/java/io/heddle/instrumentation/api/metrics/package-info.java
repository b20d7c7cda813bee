// SPDX-License-Identifier: Apache-2.0
/** How the duration metrics of the kits are recorded. */
package io.heddle.instrumentation.api.metrics;
