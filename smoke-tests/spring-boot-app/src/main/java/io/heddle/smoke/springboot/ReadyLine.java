// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.springboot;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The line {@code READY wall_ms=.. cpu_ms=.. rss_kb=..} on standard output, printed when the
 * application can serve: milliseconds since the JVM's start time, CPU time of the process, and
 * resident memory, which is left out where there is no {@code /proc}.
 */
@Component
class ReadyLine {
  private final ApplicationArguments arguments;

  ReadyLine(ApplicationArguments arguments) {
    this.arguments = arguments;
  }

  @EventListener
  void onReady(ApplicationReadyEvent event) throws IOException {
    long now = System.currentTimeMillis();
    long cpuNanos =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    long wall = now - ManagementFactory.getRuntimeMXBean().getStartTime();
    System.out.println("READY wall_ms=" + wall + " cpu_ms=" + cpuNanos / 1_000_000 + residentSet());
    if (arguments.containsOption("exit-when-ready")) {
      System.exit(SpringApplication.exit(event.getApplicationContext()));
    }
  }

  private static String residentSet() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (Files.exists(status)) {
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith("VmRSS:")) {
          return " rss_kb=" + line.replaceAll("[^0-9]", "");
        }
      }
    }
    return "";
  }
}
