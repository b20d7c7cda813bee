// SPDX-License-Identifier: Apache-2.0
package io.opentelemetry.exporter.internal.marshal;

/**
 * Takes the place of the SDK's class of this name, whose choice begins with {@code sun.misc.Unsafe}
 * on Java 8 to 22 and offers no setting. The encoder chosen is the SDK's own portable one.
 */
final class StringEncoderHolder {
  static final StringEncoder INSTANCE = new FallbackStringEncoder();

  private StringEncoderHolder() {}
}
