// SPDX-License-Identifier: Apache-2.0
/** What an instrumentation is written against. */
package io.heddle.instrumentation.api;
