// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.jvm;

import io.heddle.testing.Jvm;
import io.heddle.testing.JvmCommand;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** Commands for the programs of this module: they see its main classes and nothing else. */
final class Programs {
  /** The folder of the programs' classes. */
  static final Path CLASSES = location(Tasks.class);

  /** The packaged agent. */
  static final Path JAR = Path.of(System.getProperty("heddle.jar")).toAbsolutePath();

  private Programs() {}

  static JvmCommand on(Jvm jvm) {
    return jvm.command().classPath(CLASSES.toString());
  }

  /** With the agent, which exports nothing. */
  static JvmCommand withAgent(Jvm jvm) {
    return withoutExport(on(jvm).agent());
  }

  static JvmCommand withoutExport(JvmCommand command) {
    return command.env("OTEL_TRACES_EXPORTER", "none").env("OTEL_METRICS_EXPORTER", "none");
  }

  /** The folder or jar of a class. */
  static Path location(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
