// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.cases;

import io.heddle.testing.UnderAgent;
import org.junit.jupiter.api.Test;

@UnderAgent
public class NoAgentJar {
  @Test
  void neverRuns() {}
}
