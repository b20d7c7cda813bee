// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

  private static volatile @Nullable HttpExtras clientExtras;
  private static volatile @Nullable HttpExtras serverExtras;
  private static volatile @Nullable UrlPatterns excludedFromClients;
  private static volatile @Nullable UrlPatterns excludedFromServers;

  private HttpSettings() {}

  /**
   * Asks for more than every client's call has.
   *
   * @param requestHeaders names of those that become attributes
   * @param responseHeaders the same
   * @param optIn whether body sizes and active requests are recorded
   */
  public static void setClientExtras(
      Collection<String> requestHeaders, Collection<String> responseHeaders, boolean optIn) {
    clientExtras = HttpExtras.of("client", requestHeaders, responseHeaders, optIn);
  }

  /** Asks for more than every server's call has; see {@link #setClientExtras}. */
  public static void setServerExtras(
      Collection<String> requestHeaders, Collection<String> responseHeaders, boolean optIn) {
    serverExtras = HttpExtras.of("server", requestHeaders, responseHeaders, optIn);
  }

  /**
   * Leaves out the traces that would go through certain requests.
   *
   * @param clients patterns of absolute URLs without query
   * @param servers patterns of paths
   */
  public static void setExcluded(Collection<String> clients, Collection<String> servers) {
    excludedFromClients = clients.isEmpty() ? null : new UrlPatterns(clients);
    excludedFromServers = servers.isEmpty() ? null : new UrlPatterns(servers);
  }

  /** Replaces the methods that are recorded as they are; others become {@code _OTHER}. */
  public static void setKnownMethods(Collection<String> methods) {
    knownMethods = new HashSet<>(methods);
  }

  /** Replaces the query parameters whose values are redacted; case matters. */
  public static void setSensitiveParameters(Collection<String> names) {
    sensitiveParameters = new ArrayList<>(names);
  }

  static @Nullable HttpExtras clientExtras() {
    return clientExtras;
  }

  static @Nullable HttpExtras serverExtras() {
    return serverExtras;
  }

  static @Nullable UrlPatterns excludedFromClients() {
    return excludedFromClients;
  }

  static @Nullable UrlPatterns excludedFromServers() {
    return excludedFromServers;
  }

  static boolean isKnownMethod(String method) {
    return knownMethods.contains(method);
  }

  static List<String> sensitiveParameters() {
    return sensitiveParameters;
  }
}
