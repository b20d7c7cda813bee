// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.engine;

import java.io.Serial;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * What the child JVM has to run.
 *
 * @param uniqueIds Jupiter's ids of tests and containers
 * @param configuration JUnit's configuration parameters
 */
record Task(List<String> uniqueIds, Map<String, String> configuration) implements Serializable {
  @Serial private static final long serialVersionUID = 1L;
}
