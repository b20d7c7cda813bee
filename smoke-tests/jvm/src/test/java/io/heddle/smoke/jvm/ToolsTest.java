// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.Jvm;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tools of JDKs and builds, which read JAVA_TOOL_OPTIONS too, run as if there were no agent. */
class ToolsTest {
  private static final List<String> JDK_TOOLS =
      List.of(
          "javac -version",
          "javac -d . -Xlint Source.java",
          "jar --list --file empty.jar",
          "keytool -list -keystore none",
          "jcmd " + ProcessHandle.current().pid() + " VM.version",
          "javap java.lang.Runnable");

  private static final Pattern AGENT_CLASS =
      Pattern.compile("(io\\.heddle\\.|java\\.lang\\.Heddle)[\\w.$]+");

  @TempDir Path folder;

  static Stream<List<String>> commands() {
    List<List<String>> commands = new ArrayList<>();
    for (Jvm jvm : Jvm.among(17, 25)) {
      for (String tool : JDK_TOOLS) {
        commands.add(List.of((jvm.home() + "/bin/" + tool).split(" ")));
      }
    }
    for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
      if (Files.isExecutable(Path.of(folder, "mvn"))) {
        commands.add(List.of(folder + "/mvn", "-version"));
        break;
      }
    }
    return commands.stream();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void tool_agentInToolOptions_outputIsTheSameAndNothingStarts(List<String> command)
      throws Exception {
    Files.writeString(folder.resolve("Source.java"), "class Source extends java.util.ArrayList {}");
    Path loaded = folder.resolve("loaded.txt");
    String log = " -Xlog:class+load:file=" + loaded;

    String plain = run(command, "-Dheddle.smoke=true" + log);
    assertThat(agentClasses(loaded)).isEmpty();
    String withAgent = run(command, "-javaagent:" + Programs.JAR + log);

    assertThat(withAgent).isEqualTo(plain);
    assertThat(agentClasses(loaded))
        .contains("io.heddle.agent.JdkTools")
        .doesNotContain("io.heddle.agent.settings.Settings", "java.lang.HeddleDoor");
  }

  private static List<String> agentClasses(Path loaded) throws IOException {
    List<String> names = new ArrayList<>();
    Matcher matcher = AGENT_CLASS.matcher(Files.readString(loaded));
    while (matcher.find()) {
      names.add(matcher.group());
    }
    return names;
  }

  /** Both outputs and the exit status. */
  private String run(List<String> command, String toolOptions)
      throws IOException, InterruptedException {
    Path output = folder.resolve("output.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("JAVA_TOOL_OPTIONS", toolOptions);
    int status = builder.start().waitFor();
    return Files.readString(output)
            .replace("Picked up JAVA_TOOL_OPTIONS: " + toolOptions, "Picked up")
        + status;
  }
}
