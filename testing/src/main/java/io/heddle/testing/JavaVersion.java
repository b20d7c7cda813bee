// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells the major version of a Java installation. */
final class JavaVersion {
  private static final Pattern RELEASE_FILE =
      Pattern.compile("^JAVA_VERSION=\"(?:1\\.)?(\\d+)", Pattern.MULTILINE);
  private static final Pattern PRINTED = Pattern.compile("version \"(?:1\\.)?(\\d+)");

  private JavaVersion() {}

  /**
   * The version by the {@code release} file, else as the JVM prints it; 0 if neither can be had.
   */
  static int of(Path home) {
    try {
      Path release = home.resolve("release");
      int version = 0;
      if (Files.isReadable(release)) {
        version = find(RELEASE_FILE, Files.readString(release));
      }
      return version > 0 ? version : find(PRINTED, print(home));
    } catch (IOException e) {
      return 0;
    }
  }

  private static String print(Path home) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(home.resolve("bin/java").toString(), "-version")
            .redirectErrorStream(true);
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return printed;
  }

  private static int find(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
  }
}
