// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the settings say of HTTP: set once by the agent at start-up, read on every call. */
public final class HttpSettings {
  private static volatile Set<String> knownMethods =
      new HashSet<>(
          Arrays.asList(
              "GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "CONNECT", "TRACE",
              "QUERY"));

  private static volatile List<String> sensitiveParameters =
      new ArrayList<>(
          Arrays.asList(
              "AWSAccessKeyId",
              "Signature",
              "X-Amz-Signature",
              "X-Amz-Credential",
              "X-Amz-Security-Token",
              "sig",
              "X-Goog-Signature"));

  private HttpSettings() {}

  /** Replaces the methods that are recorded as they are; others become {@code _OTHER}. */
  public static void setKnownMethods(Collection<String> methods) {
    knownMethods = new HashSet<>(methods);
  }

  /** Replaces the query parameters whose values are redacted; case matters. */
  public static void setSensitiveParameters(Collection<String> names) {
    sensitiveParameters = new ArrayList<>(names);
  }

  static boolean isKnownMethod(String method) {
    return knownMethods.contains(method);
  }

  static List<String> sensitiveParameters() {
    return sensitiveParameters;
  }
}
