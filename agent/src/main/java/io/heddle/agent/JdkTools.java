// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent;

/**
 * Recognises tools of the JDK and of builds. They read {@code JAVA_TOOL_OPTIONS} too, and a user
 * who sets it for a service wants no agent in {@code javac}.
 */
final class JdkTools {
  private static final String[] MAIN_CLASSES = {
    "com.sun.tools.",
    "sun.tools.",
    "sun.security.tools.",
    "jdk.jfr.internal.tool.",
    "org.apache.maven.",
    "org.codehaus.plexus.classworlds.launcher.",
    "org.gradle.launcher.",
    "org.gradle.wrapper.",
    "worker.org.gradle.process.",
    "org.jetbrains.kotlin.cli.",
    "scala.tools.nsc.",
  };

  private JdkTools() {}

  /** Whether this JVM runs such a tool. */
  static boolean isOne() {
    // keytool's is java.base. No application's begins so: the module system reserves "java.".
    String module = System.getProperty("jdk.module.main");
    if (module != null
        && (module.startsWith("jdk.") || module.startsWith("java."))
        && !module.equals("jdk.httpserver")) {
      return true;
    }
    String command = System.getProperty("sun.java.command");
    if (command == null) {
      return false;
    }
    for (String prefix : MAIN_CLASSES) {
      if (command.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }
}
