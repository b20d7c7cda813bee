// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.engine;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serial;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A throwable on its way from JVM to JVM: itself where serialization allows, else a stand-in with
 * its text, stack and causes.
 *
 * @param exact the serialized original; null if it cannot be serialized
 * @param standIn an {@code AssertionError} or {@code RuntimeException} that looks like the original
 */
@SuppressWarnings("ArrayRecordComponent")
record PortableThrowable(byte @Nullable [] exact, Throwable standIn) implements Serializable {
  @Serial private static final long serialVersionUID = 1L;

  private static final int MAX_DEPTH = 20;

  static PortableThrowable of(Throwable original) {
    return new PortableThrowable(serialize(original), standIn(original, 0));
  }

  Throwable get() {
    if (exact != null) {
      try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(exact))) {
        return (Throwable) in.readObject();
      } catch (IOException | ClassNotFoundException | RuntimeException e) {
        standIn.addSuppressed(e);
      }
    }
    return standIn;
  }

  private static byte @Nullable [] serialize(Throwable original) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(original);
    } catch (IOException | RuntimeException e) {
      return null;
    }
    return bytes.toByteArray();
  }

  private static Throwable standIn(Throwable original, int depth) {
    Throwable copy =
        original instanceof AssertionError
            ? new AssertionError(original.toString())
            : new RuntimeException(original.toString());
    copy.setStackTrace(original.getStackTrace());
    if (depth < MAX_DEPTH) {
      Throwable cause = original.getCause();
      if (cause != null) {
        copy.initCause(standIn(cause, depth + 1));
      }
      for (Throwable suppressed : original.getSuppressed()) {
        copy.addSuppressed(standIn(suppressed, depth + 1));
      }
    }
    return copy;
  }
}
