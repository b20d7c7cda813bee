// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

class IndexTest {
  private static final String TEXT =
      "instrumentation one One\n"
          + "subtypes java/lang/Runnable\n"
          + "except lib/inner/\n"
          + "except lib/\n"
          + "except only/one/\n"
          + "instrumentation two,both Two\n"
          + "subtypes java/lang/Comparable\n"
          + "except lib/\n"
          + "type exact/Type\n";

  private final Index index = Index.read(TEXT, (name, general) -> true);

  private Index.Entry[] found(String name, String superName, String... interfaces) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V1_8, Opcodes.ACC_PUBLIC, name, null, superName, interfaces);
    writer.visitEnd();
    return index.bySupertypes(name, writer.toByteArray());
  }

  @Test
  void read_untilAnEarlierJava_leftOut() {
    int java = Index.javaRelease();
    String text =
        "instrumentation past Past\nuntil "
            + (java - 1)
            + "\ntype exact/Type\n"
            + "instrumentation present Present\nuntil "
            + java
            + "\ntype exact/Type\n";
    Index read = Index.read(text, (name, general) -> true);
    assertThat(java).isEqualTo(Runtime.version().feature());
    assertThat(read.entries()).hasSize(1);
    assertThat(read.byName("exact/Type")).containsExactlyElementsOf(read.entries());
  }

  @Test
  void bySupertypes_namesRuleTypeOrKnownSubtype_found() {
    assertThat(found("app/Task", "java/lang/Object", "java/lang/Runnable")).hasSize(1);
    assertThat(found("app/Special", "app/Task")).hasSize(1);
    assertThat(found("app/Both", "app/Task", "java/lang/Comparable")).hasSize(2);
    assertThat(found("app/Other", "java/lang/Object", "java/io/Closeable")).isNull();
  }

  @Test
  void bySupertypes_prefixLeftOutByEveryRule_notEvenRemembered() {
    assertThat(found("lib/Task", "java/lang/Object", "java/lang/Runnable")).isNull();
    assertThat(found("lib/inner/Task", "java/lang/Object", "java/lang/Runnable")).isNull();
    assertThat(found("app/OfLib", "lib/Task")).isNull();
    assertThat(found("libs/Task", "java/lang/Object", "java/lang/Runnable")).hasSize(1);
  }

  @Test
  void bySupertypes_prefixLeftOutByOneRule_rememberedForItsSubtypes() {
    assertThat(found("only/one/Task", "java/lang/Object", "java/lang/Runnable")).isNull();
    assertThat(found("only/one/Order", "java/lang/Object", "java/lang/Comparable")).hasSize(1);
    assertThat(found("app/OfOne", "only/one/Task")).hasSize(1);
  }

  @Test
  void read_switchedOff_itsRulesAreGone() {
    Index off = Index.read(TEXT, (name, general) -> name.equals("two"));
    assertThat(off.entries()).extracting(Index.Entry::name).containsExactly("two");
    assertThat(off.byName("exact/Type")).hasSize(1);
    assertThat(Index.read(TEXT, (name, general) -> general.equals("both")).entries()).hasSize(1);
    assertThat(Index.read(TEXT, (name, general) -> false).hasSupertypeRules()).isFalse();
  }
}
