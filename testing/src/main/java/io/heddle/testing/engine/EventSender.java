// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.engine;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** Sends what happens in the child JVM to the parent. */
final class EventSender implements TestExecutionListener {
  private final ObjectOutputStream out;

  EventSender(ObjectOutputStream out) {
    this.out = out;
  }

  @Override
  public void dynamicTestRegistered(TestIdentifier test) {
    send(new Event(Event.Type.REGISTERED, test, null, null, ""));
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    send(new Event(Event.Type.SKIPPED, test, null, null, reason));
  }

  @Override
  public void executionStarted(TestIdentifier test) {
    send(new Event(Event.Type.STARTED, test, null, null, ""));
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    PortableThrowable failure = result.getThrowable().map(PortableThrowable::of).orElse(null);
    send(new Event(Event.Type.FINISHED, test, result.getStatus(), failure, ""));
  }

  synchronized void send(Event event) {
    try {
      out.writeObject(event);
      out.reset();
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
