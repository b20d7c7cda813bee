// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.Jvm;
import io.heddle.testing.JvmCommand;
import io.heddle.testing.JvmProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What a start of the Spring Boot application weaves. */
class SpringBootTest {
  private static final Path APPLICATION =
      Path.of("../spring-boot-app/target/spring-boot-app.jar").toAbsolutePath();

  private static final List<Jvm> JVMS = Jvm.among(17, 25);

  /**
   * The OpenTelemetry agent 2.33.1 transforms 96 classes of the same program on 17, and 112 on 25,
   * when nothing but its executors instrumentation is on, most of them classes of tasks.
   */
  private static int mostForContext(Jvm jvm) {
    return jvm.version() == 17 ? 9 : 11;
  }

  @TempDir Path folder;

  @ParameterizedTest
  @FieldSource("JVMS")
  void start_contextAlone_weavesFewClassesAndNoneOfTheApplication(Jvm jvm) throws IOException {
    Set<String> woven =
        woven(
            jvm,
            "OTEL_INSTRUMENTATION_JDBC_ENABLED",
            "OTEL_INSTRUMENTATION_SERVLET_ENABLED",
            "OTEL_INSTRUMENTATION_SPRING_WEBMVC_ENABLED",
            "OTEL_INSTRUMENTATION_TOMCAT_ENABLED",
            "OTEL_INSTRUMENTATION_HTTP_URL_CONNECTION_ENABLED",
            "OTEL_INSTRUMENTATION_JAVA_HTTP_CLIENT_ENABLED",
            "OTEL_INSTRUMENTATION_JAVA_HTTP_SERVER_ENABLED");

    assertThat(woven)
        .contains("java/util/concurrent/ThreadPoolExecutor")
        .noneMatch(name -> name.startsWith("io/heddle/smoke/"))
        .hasSizeLessThanOrEqualTo(mostForContext(jvm));
  }

  /** Internal names of the classes that are woven when these are off. */
  private Set<String> woven(Jvm jvm, String... off) throws IOException {
    JvmCommand command = jvm.command().agent().jvmArgs("-javaagent:" + agent());
    for (String setting : off) {
      command.env(setting, "false");
    }
    JvmProcess process =
        Programs.withoutExport(command)
            .jar(APPLICATION, "--server.port=0", "--exit-when-ready")
            .run()
            .expectExit(0);
    return process
        .stdout()
        .lines()
        .filter(line -> line.startsWith("WOVEN "))
        .map(line -> line.substring("WOVEN ".length()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Path agent() throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest
        .getMainAttributes()
        .put(new Attributes.Name("Premain-Class"), WovenClasses.class.getName());
    manifest.getMainAttributes().put(new Attributes.Name("Can-Retransform-Classes"), "true");
    Path jar = folder.resolve("woven.jar");
    String entry = WovenClasses.class.getName().replace('.', '/') + ".class";
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      out.putNextEntry(new JarEntry(entry));
      Files.copy(Programs.CLASSES.resolve(entry), out);
    }
    return jar;
  }
}
