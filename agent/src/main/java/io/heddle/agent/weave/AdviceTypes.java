// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.weave;

import io.heddle.agent.AgentJar;
import java.io.IOException;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.pool.TypePool;

/**
 * Describes advice and the annotations on it from the agent's jar. Types of {@code java.lang} are
 * those of this JVM; any other type, such as one of the library, is known by its name alone.
 */
final class AdviceTypes extends TypePool.Default {
  AdviceTypes() {
    super(TypePool.CacheProvider.Simple.withObjectType(), new JarLocator(), ReaderMode.FAST);
  }

  @Override
  protected TypePool.Resolution doDescribe(String name) {
    if (name.startsWith("io.heddle.")) {
      return super.doDescribe(name);
    }
    if (name.startsWith("java.lang.")) {
      try {
        return new TypePool.Resolution.Simple(
            TypeDescription.ForLoadedType.of(Class.forName(name)));
      } catch (ClassNotFoundException e) {
        return new TypePool.Resolution.Illegal(name);
      }
    }
    return new TypePool.Resolution.Simple(Descriptions.type(name.replace('.', '/'), 1));
  }

  private static final class JarLocator implements ClassFileLocator {
    @Override
    public ClassFileLocator.Resolution locate(String name) throws IOException {
      byte[] file = AgentJar.read(name.replace('.', '/') + ".class");
      return file == null
          ? new ClassFileLocator.Resolution.Illegal(name)
          : new ClassFileLocator.Resolution.Explicit(file);
    }

    @Override
    public void close() {}
  }
}
