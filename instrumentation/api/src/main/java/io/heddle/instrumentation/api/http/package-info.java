// SPDX-License-Identifier: Apache-2.0
/** The kits for HTTP clients and servers: what every library's spans and metrics have in common. */
package io.heddle.instrumentation.api.http;
