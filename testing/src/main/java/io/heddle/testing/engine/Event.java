// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.engine;

import java.io.Serial;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestIdentifier;

/**
 * What the child JVM tells of one test or container.
 *
 * @param type what happened
 * @param test the test or container; null for {@code DONE}
 * @param status the outcome, for {@code FINISHED}
 * @param failure what was thrown, for {@code FINISHED}
 * @param reason why it was skipped, for {@code SKIPPED}
 */
record Event(
    Type type,
    @Nullable TestIdentifier test,
    TestExecutionResult.@Nullable Status status,
    @Nullable PortableThrowable failure,
    String reason)
    implements Serializable {
  @Serial private static final long serialVersionUID = 1L;

  enum Type {
    REGISTERED,
    STARTED,
    FINISHED,
    SKIPPED,
    DONE
  }
}
