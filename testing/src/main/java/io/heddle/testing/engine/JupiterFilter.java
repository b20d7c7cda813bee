// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.engine;

import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.launcher.PostDiscoveryFilter;

/** Takes classes with {@link io.heddle.testing.UnderAgent} out of Jupiter's test plan. */
public final class JupiterFilter implements PostDiscoveryFilter {
  @Override
  public FilterResult apply(TestDescriptor descriptor) {
    boolean jupiter =
        descriptor.getUniqueId().getEngineId().filter(Mirror.JUPITER::equals).isPresent();
    return FilterResult.includedIf(!jupiter || !isUnderAgent(descriptor));
  }

  /**
   * Looks at the ancestors too: the launcher drops no container for what its own result is, only
   * empty ones.
   */
  private static boolean isUnderAgent(TestDescriptor descriptor) {
    return Mirror.annotation(descriptor) != null
        || descriptor.getParent().filter(JupiterFilter::isUnderAgent).isPresent();
  }
}
