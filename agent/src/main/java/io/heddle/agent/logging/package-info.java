// SPDX-License-Identifier: Apache-2.0
/**
 * Stands in for {@code java.util.logging} in the libraries that the agent's jar holds: the assembly
 * relocates that package to this one. The JDK's own must first be initialised by the application
 * (JBoss LogManager).
 */
package io.heddle.agent.logging;
