/** The agent's configuration: sources, typed values, and one line for each value it cannot read. */
package io.heddle.agent.settings;
