// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.engine;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;

/** A test or container that exists in the child JVM. */
final class MirrorDescriptor extends AbstractTestDescriptor {
  private final String legacyName;
  private final Type type;
  private final Set<TestTag> tags;
  private final boolean mayRegisterTests;

  MirrorDescriptor(
      UniqueId id,
      String displayName,
      String legacyName,
      @Nullable TestSource source,
      Type type,
      Set<TestTag> tags,
      boolean mayRegisterTests) {
    super(id, displayName, source);
    this.legacyName = legacyName;
    this.type = type;
    this.tags = Set.copyOf(tags);
    this.mayRegisterTests = mayRegisterTests;
  }

  @Override
  public String getLegacyReportingName() {
    return legacyName;
  }

  @Override
  public Type getType() {
    return type;
  }

  @Override
  public Set<TestTag> getTags() {
    return tags;
  }

  @Override
  public boolean mayRegisterTests() {
    return mayRegisterTests;
  }
}
