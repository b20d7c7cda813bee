// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.engine;

import io.heddle.testing.UnderAgent;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.engine.ConfigurationParameters;
import org.junit.platform.engine.DiscoveryFilter;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.EngineDiscoveryRequest;
import org.junit.platform.engine.OutputDirectoryCreator;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.discovery.UniqueIdSelector;
import org.junit.platform.engine.support.descriptor.ClassSource;

/** Copies the part of Jupiter's test tree that has {@link UnderAgent}. */
final class Mirror {
  static final String JUPITER = "junit-jupiter";

  private Mirror() {}

  static void discover(EngineDiscoveryRequest request, TestDescriptor root) {
    TestDescriptor jupiter =
        new JupiterTestEngine().discover(new Request(request), UniqueId.forEngine(JUPITER));
    for (TestDescriptor child : jupiter.getChildren()) {
      if (annotation(child) != null) {
        root.addChild(copy(child, root.getUniqueId()));
      }
    }
  }

  static @Nullable UnderAgent annotation(TestDescriptor descriptor) {
    return descriptor
        .getSource()
        .filter(ClassSource.class::isInstance)
        .map(source -> ((ClassSource) source).getJavaClass())
        .flatMap(type -> AnnotationSupport.findAnnotation(type, UnderAgent.class))
        .orElse(null);
  }

  /** The id with the same path under another engine. */
  static UniqueId translate(UniqueId id, UniqueId engine) {
    UniqueId translated = engine;
    for (UniqueId.Segment segment : id.getSegments().subList(1, id.getSegments().size())) {
      translated = translated.append(segment);
    }
    return translated;
  }

  private static MirrorDescriptor copy(TestDescriptor original, UniqueId engine) {
    MirrorDescriptor copy =
        new MirrorDescriptor(
            translate(original.getUniqueId(), engine),
            original.getDisplayName(),
            original.getLegacyReportingName(),
            original.getSource().orElse(null),
            original.getType(),
            original.getTags(),
            original.mayRegisterTests());
    original.getChildren().forEach(child -> copy.addChild(copy(child, engine)));
    return copy;
  }

  /**
   * The launcher's request as Jupiter shall see it: ids are Jupiter's, and what it does not find
   * goes unreported.
   */
  private record Request(EngineDiscoveryRequest delegate) implements EngineDiscoveryRequest {
    @Override
    public <T extends DiscoverySelector> List<T> getSelectorsByType(Class<T> type) {
      List<T> selectors = delegate.getSelectorsByType(type);
      return selectors.stream().map(selector -> type.cast(translate(selector))).toList();
    }

    private static DiscoverySelector translate(DiscoverySelector selector) {
      if (selector instanceof UniqueIdSelector byId
          && byId.getUniqueId().getEngineId().filter(UnderAgentEngine.ID::equals).isPresent()) {
        return DiscoverySelectors.selectUniqueId(
            Mirror.translate(byId.getUniqueId(), UniqueId.forEngine(JUPITER)));
      }
      return selector;
    }

    @Override
    public <T extends DiscoveryFilter<?>> List<T> getFiltersByType(Class<T> type) {
      return delegate.getFiltersByType(type);
    }

    @Override
    public ConfigurationParameters getConfigurationParameters() {
      return delegate.getConfigurationParameters();
    }

    @Override
    public OutputDirectoryCreator getOutputDirectoryCreator() {
      return delegate.getOutputDirectoryCreator();
    }
  }
}
