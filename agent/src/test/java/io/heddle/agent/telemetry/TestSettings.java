// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry;

import io.heddle.agent.settings.Settings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Settings from environment variables alone (null is unset), with the lines they cause. */
final class TestSettings {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Settings settings;

  TestSettings(String... namesAndValues) {
    Map<String, String> environment = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      if (namesAndValues[i + 1] != null) {
        environment.put(namesAndValues[i], namesAndValues[i + 1]);
      }
    }
    settings =
        new Settings(Map.of(), environment, new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  Settings settings() {
    return settings;
  }

  List<String> lines() {
    return err.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
