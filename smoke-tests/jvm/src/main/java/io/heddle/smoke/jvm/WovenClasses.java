// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.jvm;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.nio.charset.StandardCharsets;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;

/**
 * An agent that prints {@code WOVEN CLASS} for each class file that an agent before it, on the
 * command line, has woven.
 */
public final class WovenClasses implements ClassFileTransformer {
  /** In the constant pool of all woven classes. */
  private static final byte[] DOOR = "java/lang/HeddleDoor".getBytes(StandardCharsets.US_ASCII);

  private WovenClasses() {}

  public static void premain(String options, Instrumentation instrumentation) {
    instrumentation.addTransformer(new WovenClasses(), true);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> showBootClasses(instrumentation)));
  }

  /** Those that were loaded, and perhaps woven again, before this agent came. */
  private static void showBootClasses(Instrumentation instrumentation) {
    List<Class<?>> types = new ArrayList<>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (type.getClassLoader() == null && instrumentation.isModifiableClass(type)) {
        types.add(type);
      }
    }
    try {
      instrumentation.retransformClasses(types.toArray(new Class<?>[0]));
    } catch (UnmodifiableClassException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  @SuppressWarnings("NullAway") // Null leaves the class as it is.
  public byte[] transform(
      ClassLoader loader, String name, Class<?> type, ProtectionDomain domain, byte[] classFile) {
    if (!name.startsWith("io/heddle/agent/") && !name.endsWith("Door") && isWoven(classFile)) {
      System.out.println("WOVEN " + name);
    }
    return null;
  }

  private static boolean isWoven(byte[] classFile) {
    for (int i = 0; i <= classFile.length - DOOR.length; i++) {
      int same = 0;
      while (same < DOOR.length && classFile[i + same] == DOOR[same]) {
        same++;
      }
      if (same == DOOR.length) {
        return true;
      }
    }
    return false;
  }
}
