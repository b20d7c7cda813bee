// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.resources.Resource;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.jar.Attributes.Name;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceDetectorTest {
  private final Map<String, String> properties = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();
  @TempDir Path root;

  @BeforeEach
  void workingDirectory() throws IOException {
    properties.put("user.dir", Files.createDirectory(root.resolve("work")).toString());
  }

  private Attributes detect(String... settings) {
    Machine machine = new Machine(root.toFile(), properties, environment);
    return new ResourceDetector(new TestSettings(settings).settings(), "1.2.3", machine)
        .detect()
        .getAttributes();
  }

  private static String string(Attributes attributes, String key) {
    return attributes.get(AttributeKey.stringKey(key));
  }

  private String serviceName(String... settings) {
    return string(detect(settings), "service.name");
  }

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** A jar in the working directory, started with {@code -jar}. */
  private void startJar(String name, Map<Name, String> main, Map<String, String> entries)
      throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Name.MANIFEST_VERSION, "1.0");
    main.forEach(manifest.getMainAttributes()::put);
    try (OutputStream out = Files.newOutputStream(root.resolve("work").resolve(name));
        JarOutputStream jar = new JarOutputStream(out, manifest)) {
      for (Map.Entry<String, String> entry : entries.entrySet()) {
        jar.putNextEntry(new JarEntry(entry.getKey()));
        jar.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    properties.put("sun.java.command", name + " some argument");
  }

  @Test
  void detect_nothingKnown_requiredAttributes() {
    Attributes found = detect();
    assertThat(string(found, "service.name")).isEqualTo("unknown_service:java");
    assertThat(string(found, "telemetry.sdk.name")).isEqualTo("opentelemetry");
    assertThat(string(found, "telemetry.sdk.language")).isEqualTo("java");
    assertThat(string(found, "telemetry.sdk.version")).isNotEmpty();
    assertThat(string(found, "telemetry.distro.name")).isEqualTo("heddle");
    assertThat(string(found, "telemetry.distro.version")).isEqualTo("1.2.3");
    UUID instance = UUID.fromString(string(found, "service.instance.id"));
    assertThat(instance.version()).isEqualTo(4);
    assertThat(instance.variant()).isEqualTo(2);
    assertThat(found.size()).isEqualTo(7);
    assertThat(string(detect(), "service.instance.id")).isNotEqualTo(instance.toString());
  }

  @Test
  void detect_thisMachine_describesIt() {
    Resource resource = new ResourceDetector(new TestSettings().settings(), "1").detect();
    Attributes found = resource.getAttributes();
    assertThat(resource.getSchemaUrl()).isEqualTo("https://opentelemetry.io/schemas/1.45.0");
    assertThat(string(found, "process.runtime.version"))
        .isEqualTo(System.getProperty("java.runtime.version"));
    assertThat(string(found, "process.executable.path"))
        .startsWith(System.getProperty("java.home"));
    assertThat(string(found, "process.owner")).isEqualTo(System.getProperty("user.name"));
    assertThat(string(found, "os.type")).isNotEmpty();
    assertThat(string(found, "host.arch")).isNotEmpty();
  }

  @Test
  void detect_system_attributesOfProcessHostAndContainer() throws IOException {
    String container = "c".repeat(64);
    write("proc/self/stat", "77 (java) S 1 2 3 0 -1 4 1 0 0 0 0 0 0 0 20 0 1 0 100 3 3 1");
    write("proc/uptime", "100.00 1.00");
    write("proc/self/cgroup", "1:pids:/docker/" + container + "\n");
    write("etc/hostname", "box\n");
    write("etc/machine-id", "4dd1\n");
    properties.putAll(
        Map.of(
            "os.name", "Linux",
            "os.version", "6.1",
            "os.arch", "aarch64",
            "java.home", "/jdk",
            "java.runtime.name", "R",
            "java.runtime.version", "25+1",
            "java.vm.vendor", "V",
            "java.vm.name", "VM",
            "java.vm.version", "25"));
    Attributes found = detect();
    assertThat(found.get(AttributeKey.longKey("process.pid"))).isEqualTo(77);
    assertThat(string(found, "process.creation.time")).endsWith("Z");
    assertThat(string(found, "process.executable.name")).isEqualTo("java");
    assertThat(string(found, "process.executable.path")).isEqualTo("/jdk/bin/java");
    assertThat(string(found, "process.runtime.name")).isEqualTo("R");
    assertThat(string(found, "process.runtime.description")).isEqualTo("V VM 25");
    assertThat(string(found, "host.name")).isEqualTo("box");
    assertThat(string(found, "host.id")).isEqualTo("4dd1");
    assertThat(string(found, "host.arch")).isEqualTo("arm64");
    assertThat(string(found, "os.type")).isEqualTo("linux");
    assertThat(string(found, "os.description")).isEqualTo("Linux 6.1 aarch64");
    assertThat(string(found, "container.id")).isEqualTo(container);
    write("proc/sys/kernel/hostname", "kernel\n");
    assertThat(string(detect(), "host.name")).isEqualTo("kernel");
    environment.put("HOSTNAME", "pod-1");
    assertThat(string(detect(), "host.name")).isEqualTo("pod-1");
  }

  @Test
  void detect_userAttributes_beatDetectedOnes() throws IOException {
    startJar("orders-1.0.jar", Map.of(Name.IMPLEMENTATION_VERSION, "1.0"), Map.of());
    Attributes found =
        detect(
            "OTEL_RESOURCE_ATTRIBUTES",
            "service.name=shop%2Corders,service.version=2,deployment.environment.name=test,"
                + "service.instance.id=i1");
    assertThat(string(found, "service.name")).isEqualTo("shop,orders");
    assertThat(string(found, "service.version")).isEqualTo("2");
    assertThat(string(found, "service.instance.id")).isEqualTo("i1");
    assertThat(string(found, "deployment.environment.name")).isEqualTo("test");
    assertThat(serviceName("OTEL_RESOURCE_ATTRIBUTES", "service.name=a", "OTEL_SERVICE_NAME", "b"))
        .isEqualTo("b");
  }

  @Test
  void detect_malformedUserAttributes_allDroppedAndOneLine() {
    TestSettings settings = new TestSettings("OTEL_RESOURCE_ATTRIBUTES", "a=b,c");
    Machine machine = new Machine(root.toFile(), properties, environment);
    Attributes found =
        new ResourceDetector(settings.settings(), "1", machine).detect().getAttributes();
    assertThat(string(found, "a")).isNull();
    assertThat(settings.lines()).hasSize(1);
  }

  @Test
  void detect_disabledKeys_areLeftOut() {
    properties.put("user.name", "me");
    environment.put("HOSTNAME", "box");
    Attributes found = detect("OTEL_RESOURCE_DISABLED_KEYS", "process.owner,host.name");
    assertThat(string(found, "process.owner")).isNull();
    assertThat(string(found, "host.name")).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "orders.jar,orders",
    "orders-service-1.2.3-SNAPSHOT.jar,orders-service",
    "orders-7.jar,orders",
    "orders-1-SNAPSHOT.jar,orders",
    "orders-1.0-20240101.120000-1.jar,orders",
    "orders-2-go-1.0.jar,orders-2-go",
    "log4j-1.2-api.war,log4j",
    "my app-1.0.jar,my app",
  })
  void serviceName_jar_fileNameWithoutVersion(String file, String expected) throws IOException {
    startJar(file, Map.of(), Map.of());
    assertThat(serviceName()).isEqualTo(expected);
  }

  @Test
  void serviceName_manifest_titleAndVersion() throws IOException {
    startJar(
        "x-1.0.jar",
        Map.of(Name.IMPLEMENTATION_TITLE, "Orders", Name.IMPLEMENTATION_VERSION, "3.1"),
        Map.of());
    assertThat(serviceName()).isEqualTo("Orders");
    assertThat(string(detect(), "service.version")).isEqualTo("3.1");
  }

  @Test
  void serviceName_brokenJar_fileName() throws IOException {
    write("work/broken-1.0.jar", "not a zip");
    properties.put("sun.java.command", "broken-1.0.jar");
    assertThat(serviceName()).isEqualTo("broken");
  }

  @Test
  void serviceName_mainClass_unknownService() {
    properties.put("sun.java.command", "com.example.Main missing.jar");
    assertThat(serviceName()).isEqualTo("unknown_service:java");
  }

  @Test
  void serviceName_springPlaces_inSpringsOrder() throws IOException {
    startJar(
        "app.jar",
        Map.of(Name.IMPLEMENTATION_TITLE, "Title"),
        Map.of(
            "BOOT-INF/classes/application.yml",
            "spring:\n  application:\n    name: in-jar\n",
            "application.properties",
            "spring.application.name=never"));
    assertThat(serviceName()).isEqualTo("in-jar");
    write("classes/application.yaml", "spring.application.name: class-path");
    properties.put("java.class.path", "app.jar" + File.pathSeparator + root + "/classes");
    assertThat(serviceName()).isEqualTo("class-path");
    write(
        "work/application.properties",
        "spring.application.name=beside\n#---\n" + "spring.application.name=profile\n");
    assertThat(serviceName()).isEqualTo("beside");
    write("work/config/application.yml", "spring:\n  application:\n    name: config\n");
    assertThat(serviceName()).isEqualTo("config");
    environment.put("SPRING_APPLICATION_NAME", "environment");
    assertThat(serviceName()).isEqualTo("environment");
    properties.put("spring.application.name", "property");
    assertThat(serviceName()).isEqualTo("property");
    properties.put("sun.java.command", "app.jar --x --spring.application.name=argument --y");
    assertThat(serviceName()).isEqualTo("argument");
    assertThat(serviceName("OTEL_SERVICE_NAME", "user")).isEqualTo("user");
  }

  @ParameterizedTest
  @CsvSource({
    "${APP_NAME:orders},orders",
    "shop-${app.name},shop-a",
    "shop-${zone-id}-x,shop-z1-x",
    "${nobody.knows},unknown_service:java",
    "${open,unknown_service:java",
  })
  void serviceName_placeholders_areReplacedOrNameIsUnknown(String text, String expected)
      throws IOException {
    write("work/application.properties", "spring.application.name=" + text);
    properties.put("app.name", "a");
    environment.put("ZONEID", "z1");
    assertThat(serviceName()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "amd64,amd64", "x86_64,amd64", "aarch64,arm64", "arm,arm32", "armv7l,arm32", "i386,x86",
    "i686,x86", "x86,x86", "ppc64le,ppc64", "ppc,ppc32", "s390x,s390x", "ia64w,ia64",
    "riscv64,riscv64"
  })
  void hostArch_javaNames_conventionNames(String java, String expected) {
    assertThat(ResourceDetector.hostArch(java)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "Linux,linux",
    "Windows Server 2022,windows",
    "Mac OS X,darwin",
    "FreeBSD,freebsd",
    "SunOS,solaris",
    "AIX,aix",
    "z/OS,zos",
    "HP-UX,hpux",
    "DragonFlyBSD,dragonflybsd",
    "Plan9,"
  })
  void osType_javaNames_conventionNames(String java, String expected) {
    assertThat(ResourceDetector.osType(java)).isEqualTo(expected);
  }
}
