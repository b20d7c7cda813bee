// SPDX-License-Identifier: Apache-2.0
/** What the database kit knows of a statement's text and of a connection's URL. */
package io.heddle.instrumentation.api.db;
