// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessFactsTest {
  private static final String STAT =
      "4711 (ja) va) S 1 2 3 0 -1 4194304 100 0 0 0 0 0 0 0 20 0 1 0 12345 3133440 382 1\n";

  private static ProcessFacts facts(Path root, String stat, String uptime) throws IOException {
    Path self = Files.createDirectories(root.resolve("proc/self"));
    Files.writeString(self.resolve("stat"), stat);
    Files.writeString(self.resolve("cmdline"), "/opt/my java\0-jar\0app.jar\0");
    Files.writeString(root.resolve("proc/uptime"), uptime);
    return new ProcessFacts(new Machine(root.toFile(), Map.of(), Map.of()));
  }

  @Test
  void facts_procFiles_areRead(@TempDir Path root) throws IOException {
    ProcessFacts facts = facts(root, STAT, "200.50 300.00\n");
    assertThat(facts.pid()).isEqualTo(4711);
    assertThat(facts.startMillis(1_000_000)).isEqualTo(1_000_000 - (200_500 - 123_450));
    assertThat(facts.command()).isEqualTo("/opt/my java");
  }

  @Test
  void startMillis_uptimeOfOtherClockOrBroken_unknown(@TempDir Path root) throws IOException {
    assertThat(facts(root, STAT, "10.00 1.00\n").startMillis(1)).isEqualTo(-1);
    assertThat(facts(root, STAT, "x").startMillis(1)).isEqualTo(-1);
    assertThat(facts(root, "4711 (java) S 1", "10.00 1.00\n").startMillis(1)).isEqualTo(-1);
    assertThat(facts(root, "", "").pid()).isEqualTo(-1);
  }

  @Test
  void facts_noProc_unknown(@TempDir Path root) {
    ProcessFacts facts = new ProcessFacts(new Machine(root.toFile(), Map.of(), Map.of()));
    assertThat(facts.pid()).isEqualTo(-1);
    assertThat(facts.startMillis(1)).isEqualTo(-1);
    assertThat(facts.command()).isNull();
  }

  @Test
  void pid_thisProcess_isThatOfTheJdk() {
    assertThat(new ProcessFacts(Machine.local()).pid()).isEqualTo(ProcessHandle.current().pid());
  }

  @ParameterizedTest
  @ValueSource(
      longs = {
        0,
        1,
        951_782_400_000L,
        951_868_799_999L,
        951_868_800_000L,
        1_709_164_800_123L,
        1_735_689_599_999L,
        4_107_542_400_000L,
        1_767_225_600_000L
      })
  void iso8601_anyTime_isThatOfTheJdk(long millis) {
    String text = ProcessFacts.iso8601(millis);
    assertThat(text).hasSize(24);
    assertThat(Instant.parse(text).toEpochMilli()).isEqualTo(millis);
  }
}
