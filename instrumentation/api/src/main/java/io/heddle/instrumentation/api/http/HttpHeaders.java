// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.http;

import java.util.Collections;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** What the readers of several servers need to give headers and versions the kit's form. */
public final class HttpHeaders {
  private HttpHeaders() {}

  /** The elements of an enumeration, none for null. */
  public static Iterator<String> lines(@Nullable Enumeration<String> values) {
    return values == null || !values.hasMoreElements()
        ? Collections.<String>emptyIterator()
        : new Lines(values);
  }

  /** {@code 1.1} of {@code HTTP/1.1}, {@code 2} of {@code HTTP/2.0}, or null. */
  public static @Nullable String version(@Nullable String protocol) {
    if (protocol == null || !protocol.startsWith("HTTP/")) {
      return null;
    }
    switch (protocol) {
      case "HTTP/1.1":
        return "1.1";
      case "HTTP/1.0":
        return "1.0";
      case "HTTP/2.0":
      case "HTTP/2":
        return "2";
      case "HTTP/3.0":
      case "HTTP/3":
        return "3";
      default:
        return protocol.substring(5);
    }
  }

  /** {@code 1.1} of 1 and 1, {@code 2} of 2 and 0, or null. */
  public static @Nullable String version(int major, int minor) {
    switch (major) {
      case 1:
        return minor == 0 ? "1.0" : "1.1";
      case 2:
        return "2";
      default:
        return null;
    }
  }

  private static final class Lines implements Iterator<String> {
    private final Enumeration<String> values;

    Lines(Enumeration<String> values) {
      this.values = values;
    }

    @Override
    public boolean hasNext() {
      return values.hasMoreElements();
    }

    @Override
    public String next() {
      if (!values.hasMoreElements()) {
        throw new NoSuchElementException();
      }
      return values.nextElement();
    }
  }
}
