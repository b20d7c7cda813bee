// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.jvm;

import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.VirtualMachine;
import io.heddle.testing.Jvm;
import io.heddle.testing.JvmCommand;
import io.heddle.testing.JvmProcess;
import io.heddle.testing.OtlpReceiver;
import java.nio.file.Path;

/** Loads agents into running JVMs. */
final class Attach {
  private Attach() {}

  /** A program that has used {@link Work} and waits for a line before it goes on. */
  static JvmProcess served(Jvm jvm, OtlpReceiver receiver) {
    return command(jvm, receiver).start().awaitOutput("step 0");
  }

  static JvmCommand command(Jvm jvm, OtlpReceiver receiver) {
    JvmCommand command =
        Programs.on(jvm).exportTo(receiver).main(Steps.class.getName(), "served", "3");
    // JEP 451: without it, Java 21 and later write a warning of their own.
    return jvm.version() >= 21 ? command.jvmArgs("-XX:+EnableDynamicAgentLoading") : command;
  }

  static void load(JvmProcess process, Path jar) throws Exception {
    VirtualMachine machine = VirtualMachine.attach(Long.toString(process.pid()));
    try {
      machine.loadAgent(jar.toString());
    } catch (AgentLoadException e) {
      // Java 8 answers "0" where later JVMs say "return code: 0".
      if (!"0".equals(e.getMessage())) {
        throw e;
      }
    } finally {
      machine.detach();
    }
  }
}
