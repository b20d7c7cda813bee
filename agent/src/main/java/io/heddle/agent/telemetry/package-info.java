/** The SDK, export and propagation, and the settings and resource they are built from. */
package io.heddle.agent.telemetry;
