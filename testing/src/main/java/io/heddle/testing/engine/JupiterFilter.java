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
    return FilterResult.includedIf(!jupiter || Mirror.annotation(descriptor) == null);
  }
}
