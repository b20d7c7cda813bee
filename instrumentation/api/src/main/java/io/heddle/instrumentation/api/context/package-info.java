// SPDX-License-Identifier: Apache-2.0
/** How context goes with work to another thread. */
package io.heddle.instrumentation.api.context;
