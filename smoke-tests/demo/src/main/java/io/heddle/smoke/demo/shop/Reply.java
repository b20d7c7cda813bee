// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.demo.shop;

/** An HTTP status and the body that goes with it. */
record Reply(int status, String body) {}
