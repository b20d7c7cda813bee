// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.weave;

/**
 * The index as text. The build replaces this class by one that holds the lines of {@code
 * META-INF/heddle/index.txt}: a class loads through the jar that is already open, and can be
 * archived, where a resource would start a protocol handler.
 */
public final class IndexText {
  private IndexText() {}

  /** The lines that {@link Index#read} takes. */
  public static String text() {
    return "";
  }
}
