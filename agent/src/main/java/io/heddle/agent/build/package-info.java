// SPDX-License-Identifier: Apache-2.0
/** What runs while the agent is built, and is not in its jar. */
package io.heddle.agent.build;
