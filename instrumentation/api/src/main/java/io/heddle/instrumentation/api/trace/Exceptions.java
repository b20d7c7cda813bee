// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.io.PrintWriter;
import java.io.StringWriter;

/** Describes an exception by the attributes of the exception event. */
final class Exceptions {
  private static final AttributeKey<String> TYPE = AttributeKey.stringKey("exception.type");
  private static final AttributeKey<String> MESSAGE = AttributeKey.stringKey("exception.message");
  private static final AttributeKey<String> STACK = AttributeKey.stringKey("exception.stacktrace");

  private Exceptions() {}

  /** Runs code of the application's exception class, so whatever it throws is left out. */
  static Attributes describe(Throwable exception) {
    AttributesBuilder attributes = Attributes.builder();
    attributes.put(TYPE, exception.getClass().getName());
    try {
      String message = exception.getMessage();
      if (message != null) {
        attributes.put(MESSAGE, message);
      }
      StringWriter stack = new StringWriter();
      exception.printStackTrace(new PrintWriter(stack));
      attributes.put(STACK, stack.toString());
    } catch (Throwable t) {
      // The type alone is told.
    }
    return attributes.build();
  }
}
