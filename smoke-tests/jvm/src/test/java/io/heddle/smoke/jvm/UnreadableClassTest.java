// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.Jvm;
import io.heddle.testing.JvmProcess;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** A class file that cannot be woven is left as it is, and told once. */
class UnreadableClassTest {
  private static final List<Jvm> JVMS = Jvm.all();

  @TempDir Path folder;

  @ParameterizedTest
  @FieldSource("JVMS")
  void malformedClassFile_jvmSaysWhatItSaysWithoutAgent(Jvm jvm) throws IOException {
    Path file = folder.resolve("io/heddle/smoke/jvm/Work.class");
    Files.createDirectories(file.getParent());
    Files.write(file, malformed());
    String classPath = folder + ":" + Programs.CLASSES;
    JvmProcess plain =
        Programs.on(jvm)
            .classPath(classPath)
            .main(Steps.class.getName(), "traced", "2")
            .run()
            .expectExit(1);
    JvmProcess woven =
        Programs.withoutExport(Programs.on(jvm))
            .classPath(classPath)
            .agent(SmokeJar.PATH)
            .main(Steps.class.getName(), "traced", "2")
            .run()
            .expectExit(1);

    assertThat(woven.stdout()).isEqualTo(plain.stdout());
    assertThat(plain.stderr()).contains("UnsupportedClassVersionError");
    assertThat(woven.stderr().lines().filter(line -> line.startsWith("[heddle] ")))
        .singleElement()
        .asString()
        .startsWith("[heddle] io.heddle.smoke.jvm.Work is left as it is: ");
    assertThat(woven.stderr().lines().filter(line -> !line.startsWith("[heddle] ")))
        .containsExactlyElementsOf(plain.stderr().lines().toList());
  }

  /** A class without members, of a version that neither the JVM nor the agent's reader knows. */
  private static byte[] malformed() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(0xCAFEBABE);
    out.writeShort(0);
    out.writeShort(255);
    out.writeShort(5);
    out.writeByte(1);
    out.writeUTF("io/heddle/smoke/jvm/Work");
    out.writeByte(7);
    out.writeShort(1);
    out.writeByte(1);
    out.writeUTF("java/lang/Object");
    out.writeByte(7);
    out.writeShort(3);
    out.writeShort(0x31);
    out.writeShort(2);
    out.writeShort(4);
    for (int i = 0; i < 4; i++) {
      out.writeShort(0);
    }
    return bytes.toByteArray();
  }
}
