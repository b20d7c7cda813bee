// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.telemetry;

import io.heddle.agent.settings.Settings;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.resources.ResourceBuilder;
import java.io.File;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Describes the service, process, host and container that telemetry comes from, by semantic
 * conventions 1.45. What the user sets in {@code OTEL_SERVICE_NAME} and {@code
 * OTEL_RESOURCE_ATTRIBUTES} beats what is detected. Reads files; for the agent's own thread. Uses
 * no name service, JMX or security provider.
 */
public final class ResourceDetector {
  private static final String SCHEMA_URL = "https://opentelemetry.io/schemas/1.45.0";

  private final Settings settings;
  private final Machine machine;
  private final String agentVersion;
  private final List<String> disabledKeys;
  private final ResourceBuilder out = Resource.builder();

  /**
   * @param agentVersion for {@code telemetry.distro.version}
   */
  public ResourceDetector(Settings settings, String agentVersion) {
    this(settings, agentVersion, Machine.local());
  }

  ResourceDetector(Settings settings, String agentVersion, Machine machine) {
    this.settings = settings;
    this.agentVersion = agentVersion;
    this.machine = machine;
    this.disabledKeys = settings.list("otel.resource.disabled.keys");
  }

  /** Detects all there is; what cannot be read is left out. */
  public Resource detect() {
    out.setSchemaUrl(SCHEMA_URL);
    process();
    processRuntime();
    host();
    os();
    put("container.id", ContainerId.find(machine));
    service();
    for (Map.Entry<String, String> entry : settings.map("otel.resource.attributes").entrySet()) {
      put(entry.getKey(), entry.getValue());
    }
    put("service.name", settings.string("otel.service.name"));
    Resource sdk = Resource.getDefault();
    return sdk.merge(
        out.put("telemetry.distro.name", "heddle")
            .put("telemetry.distro.version", agentVersion)
            .build());
  }

  private void put(String key, @Nullable String value) {
    if (value != null && !disabledKeys.contains(key)) {
      out.put(key, value);
    }
  }

  private void service() {
    put("service.instance.id", instanceId());
    ApplicationJar jar = ApplicationJar.open(machine);
    try {
      String name = new SpringApplicationName(machine, jar).find();
      if (name == null && jar != null) {
        name = jar.title();
        if (name == null) {
          name = jar.nameWithoutVersion();
        }
      }
      put("service.name", name == null ? "unknown_service:java" : name);
      put("service.version", jar == null ? null : jar.version());
    } finally {
      if (jar != null) {
        jar.close();
      }
    }
  }

  /**
   * A UUID of version 4. {@code UUID.randomUUID} takes a SecureRandom, which initialises security
   * providers while the application may be doing so, and may wait for entropy. ThreadLocalRandom is
   * seeded from the clock alone, so host, process and a second clock reading are mixed in.
   *
   * <p>Null is not appended to a string: once {@code StringBuilder.append} has seen one, C2 no
   * longer merges the concatenations that it compiles afterwards (seen on JDK 17), those of the
   * application included.
   */
  private String instanceId() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long own =
        31L * Objects.hashCode(machine.variable("HOSTNAME"))
            + Objects.hashCode(machine.text("proc/self/stat"));
    long mixed = (own * 0x9E3779B97F4A7C15L) ^ System.nanoTime();
    long most = ((random.nextLong() ^ mixed) & ~0xF000L) | 0x4000L;
    long least = ((random.nextLong() ^ Long.reverse(mixed)) & ~(3L << 62)) | (2L << 62);
    return new UUID(most, least).toString();
  }

  private void process() {
    ProcessFacts facts = new ProcessFacts(machine);
    long pid = facts.pid();
    if (pid >= 0 && !disabledKeys.contains("process.pid")) {
      out.put("process.pid", pid);
    }
    long start = facts.startMillis(System.currentTimeMillis());
    put("process.creation.time", start < 0 ? null : ProcessFacts.iso8601(start));
    put("process.command", facts.command());
    put("process.owner", machine.property("user.name"));
    String home = machine.property("java.home");
    if (home != null) {
      String name = "windows".equals(osType()) ? "java.exe" : "java";
      put("process.executable.name", name);
      put("process.executable.path", home + File.separatorChar + "bin" + File.separatorChar + name);
    }
  }

  private void processRuntime() {
    put("process.runtime.name", machine.property("java.runtime.name"));
    put("process.runtime.version", machine.property("java.runtime.version"));
    String vm = machine.property("java.vm.name");
    if (vm != null) {
      put(
          "process.runtime.description",
          words(machine.property("java.vm.vendor"), vm, machine.property("java.vm.version")));
    }
  }

  private void host() {
    String name = machine.variable("HOSTNAME");
    if (name == null) {
      name = machine.trimmed("proc/sys/kernel/hostname");
    }
    if (name == null) {
      name = machine.trimmed("etc/hostname");
    }
    put("host.name", name == null ? machine.variable("COMPUTERNAME") : name);
    String id = machine.trimmed("etc/machine-id");
    put("host.id", id == null ? machine.trimmed("var/lib/dbus/machine-id") : id);
    String arch = machine.property("os.arch");
    put("host.arch", arch == null ? null : hostArch(arch));
  }

  static String hostArch(String javaName) {
    String arch = javaName.toLowerCase(Locale.ROOT);
    if (arch.equals("x86_64")) {
      return "amd64";
    }
    if (arch.equals("aarch64")) {
      return "arm64";
    }
    if (arch.startsWith("arm") && !arch.equals("arm64")) {
      return "arm32";
    }
    if (arch.equals("ppc")) {
      return "ppc32";
    }
    if (arch.equals("ppc64le")) {
      return "ppc64";
    }
    if (arch.startsWith("ia64")) {
      return "ia64";
    }
    boolean x86 = arch.length() == 4 && arch.charAt(0) == 'i' && arch.endsWith("86");
    return x86 ? "x86" : arch;
  }

  private void os() {
    String name = machine.property("os.name");
    String version = machine.property("os.version");
    put("os.type", osType());
    put("os.name", name);
    put("os.version", version);
    if (name != null) {
      put("os.description", words(name, version, machine.property("os.arch")));
    }
  }

  private @Nullable String osType() {
    String name = machine.property("os.name");
    return name == null ? null : osType(name);
  }

  static @Nullable String osType(String javaName) {
    String name = javaName.toLowerCase(Locale.ROOT);
    String[][] types = {
      {"windows", "windows"},
      {"linux", "linux"},
      {"mac", "darwin"},
      {"freebsd", "freebsd"},
      {"netbsd", "netbsd"},
      {"openbsd", "openbsd"},
      {"dragonfly", "dragonflybsd"},
      {"hp-ux", "hpux"},
      {"aix", "aix"},
      {"solaris", "solaris"},
      {"sunos", "solaris"},
      {"z/os", "zos"},
    };
    for (String[] type : types) {
      if (name.startsWith(type[0])) {
        return type[1];
      }
    }
    return null;
  }

  private static String words(@Nullable String... words) {
    StringBuilder out = new StringBuilder();
    for (String word : words) {
      if (word != null) {
        out.append(out.length() == 0 ? "" : " ").append(word);
      }
    }
    return out.toString();
  }
}
