/** What every HTTP library must do under the agent, and the servers to try it with. */
package io.heddle.testing.http;
