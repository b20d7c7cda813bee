// SPDX-License-Identifier: Apache-2.0
/** Premain and the agent's life cycle. */
package io.heddle.agent;
