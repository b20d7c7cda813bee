// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.Jvm;
import io.heddle.testing.JvmCommand;
import io.heddle.testing.JvmProcess;
import io.heddle.testing.OtlpReceiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Class sharing goes on under the agent: AppCDS archives and AOT caches. */
class ArchiveTest {
  private static final List<Jvm> WITH_CDS = Jvm.among(11, 17, 21, 25);
  private static final List<Jvm> WITH_AOT = Jvm.among(25);
  private static final String SHARED = " source: shared objects file";

  @TempDir Path folder;
  private Path application;

  @BeforeEach
  void makeApplication() throws IOException {
    // Only classes of jar files are archived.
    application = folder.resolve("application.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(application));
        Stream<Path> files = Files.walk(Programs.CLASSES)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(Programs.CLASSES.relativize(file).toString()));
        Files.copy(file, out);
      }
    }
  }

  @ParameterizedTest
  @FieldSource("WITH_CDS")
  void cds_agentOnCommandLine_applicationClassesAreShared(Jvm jvm) {
    String archive = "-XX:SharedArchiveFile=" + dump(jvm);

    String plain = loadedBy(tasks(jvm).jvmArgs(archive));
    String woven = loadedBy(Programs.withoutExport(tasks(jvm, "wait").agent()).jvmArgs(archive));
    String appended = loadedBy(tasks(jvm).jvmArgs(archive, "-Xbootclasspath/a:" + Programs.JAR));

    String program = Tasks.class.getName() + SHARED;
    assertThat(plain).contains(program);
    assertThat(woven).contains(program);
    // What the agent would do to the application if it appended itself to the boot class path.
    assertThat(appended).contains(Tasks.class.getName() + " source: ").doesNotContain(program);
  }

  @ParameterizedTest
  @FieldSource("WITH_AOT")
  void aot_trainedWithAgent_cacheHoldsWhatTheAgentWeaves(Jvm jvm) {
    Path cache = folder.resolve("application.aot");
    JvmProcess training =
        tasks(jvm).agent().jvmArgs("-XX:AOTCacheOutput=" + cache).run().expectExit(7);
    String loaded =
        loadedBy(
            Programs.withoutExport(tasks(jvm, "wait").agent()).jvmArgs("-XX:AOTCache=" + cache));

    assertThat(training.stdout()).doesNotContain("From ClassFileLoadHook", "[heddle]");
    assertThat(loaded)
        .contains(
            Tasks.class.getName() + SHARED,
            // Its super class is woven.
            Tasks.class.getName() + "$Fibonacci" + SHARED,
            "java.util.concurrent.ThreadPoolExecutor" + SHARED);
  }

  @ParameterizedTest
  @FieldSource("WITH_AOT")
  void aot_recordedAndCreatedInTwoSteps_cacheIsUsedAndSpansArrive(Jvm jvm) {
    String configuration = "-XX:AOTConfiguration=" + folder.resolve("application.conf");
    String cache = "-XX:AOTCache=" + folder.resolve("application.aot");
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      JvmCommand record = steps(jvm, receiver, "traced");
      record.jvmArgs("-XX:AOTMode=record", configuration).run().expectExit(0);
      assertThat(receiver.requestCount()).isZero();
      steps(jvm, receiver, "traced")
          .jvmArgs("-XX:AOTMode=create", configuration, cache)
          .run()
          .expectExit(0);
      String loaded = loadedBy(steps(jvm, receiver, "settled").jvmArgs(cache));

      assertThat(loaded).contains(Work.class.getName() + SHARED);
      assertThat(receiver.spans()).hasSize(3);
    }
  }

  private Path dump(Jvm jvm) {
    Path archive = folder.resolve("application.jsa");
    if (jvm.version() >= 13) {
      tasks(jvm).jvmArgs("-XX:ArchiveClassesAtExit=" + archive).run().expectExit(7);
      return archive;
    }
    Path list = folder.resolve("classes.lst");
    tasks(jvm).jvmArgs("-XX:DumpLoadedClassList=" + list).run().expectExit(7);
    tasks(jvm)
        .jvmArgs("-Xshare:dump", "-XX:SharedClassListFile=" + list)
        .jvmArgs("-XX:SharedArchiveFile=" + archive)
        .run()
        .expectExit(0);
    return archive;
  }

  private JvmCommand tasks(Jvm jvm, String... arguments) {
    return jvm.command().classPath(application.toString()).main(Tasks.class.getName(), arguments);
  }

  private JvmCommand steps(Jvm jvm, OtlpReceiver receiver, String kind) {
    return jvm.command()
        .classPath(application.toString())
        .agent(SmokeJar.PATH)
        .exportTo(receiver)
        .main(Steps.class.getName(), kind, "3");
  }

  private static String loadedBy(JvmCommand command) {
    return command.jvmArgs("-Xlog:class+load").run().stdout();
  }
}
