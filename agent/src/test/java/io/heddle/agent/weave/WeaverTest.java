// SPDX-License-Identifier: Apache-2.0
package io.heddle.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.SimpleRemapper;

/** Weaves {@link Woven} in many ways; the JVM's verifier and its own results are the judges. */
class WeaverTest {
  private static final String ENTER_EXIT =
      " x (Ljava/lang/Object;)Ljava/lang/Object;|-1|-5|"
          + " (Ljava/lang/Object;Ljava/lang/Object;Ljava/lang/Throwable;)V|-4,-1,-3|-5|t";
  private static final String AROUND_RUN =
      "advise runAll~(~~~java/lang/Runnable~run x (Ljava/lang/Object;)Ljava/lang/Object;|-1|-5|"
          + " (Ljava/lang/Object;Ljava/lang/Object;)V|-4,-1|-5|t";
  private static final String AROUND_TELL =
      "advise tellAll~(~~~io/heddle/agent/weave/Woven$Told~tell"
          + AROUND_RUN.substring(AROUND_RUN.indexOf(" x "));
  private static final String AROUND_ASK =
      "advise askAll~(~~~io/heddle/agent/weave/Woven$Asked~ask x"
          + " (Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;|-1,1|-5|"
          + " (Ljava/lang/Object;Ljava/lang/Object;)V|-4,-1|-5|t";
  private static final String BEFORE_ASK =
      "advise askAll~(~~~io/heddle/agent/weave/Woven$Asked~ask x (Ljava/lang/Object;)V|1|-5| -";
  private static final String STATIC_ENTER_EXIT =
      " x ()Ljava/lang/Object;||-5| (Ljava/lang/Object;Ljava/lang/Throwable;)V|-4,-3|-5|t";

  @BeforeEach
  void reset() {
    TestDoor.calls.clear();
    TestDoor.failing = false;
    TestDoor.replacement = "state";
  }

  @Test
  void weave_everyReturnType_resultsUnchangedAndBothSidesCalled() throws Exception {
    Class<?> woven =
        woven(
            "advise doubled~(~~~~" + ENTER_EXIT,
            "advise summed~(~~~~" + ENTER_EXIT,
            "advise named~(~~~~" + ENTER_EXIT,
            "advise nothing~(~~~~" + ENTER_EXIT,
            "advise many~(~~~~" + ENTER_EXIT);
    Object target = woven.getConstructor(int.class).newInstance(3);
    assertThat(call(target, "doubled", 1.5)).isEqualTo(3.0);
    assertThat(call(target, "summed", 1L, 2)).isEqualTo(3L);
    assertThat(call(target, "named", "a")).isEqualTo("a3");
    assertThat(call(target, "nothing")).isNull();
    assertThat(call(target, "many", 1)).isEqualTo("one");
    assertThat(call(target, "many", 2)).isEqualTo("two");
    assertThat(call(target, "many", 7)).isEqualTo("many");
    assertThat(TestDoor.calls).hasSize(14);
    assertThat(TestDoor.calls.get(0)).isEqualTo("onEnter[" + target + "]");
    assertThat(TestDoor.calls.get(1)).isEqualTo("onExit[state, " + target + ", null]");
  }

  @Test
  void weave_methodThrows_exitSeesItAndCallerToo() throws Exception {
    Class<?> woven = woven("advise failing~(~~~~" + ENTER_EXIT);
    Object target = woven.getConstructor(int.class).newInstance(3);
    assertThatThrownBy(() -> call(target, "failing", "x"))
        .isInstanceOf(InvocationTargetException.class)
        .hasCause(new IllegalArgumentException("x"));
    assertThat(TestDoor.calls)
        .containsExactly(
            "onEnter[" + target + "]",
            "onExit[state, " + target + ", java.lang.IllegalArgumentException: x]");
  }

  private static List<Runnable> tasks() {
    Runnable ends = named("ends", () -> {});
    Runnable throwsCaught =
        named(
            "caught",
            () -> {
              throw new IllegalStateException("#");
            });
    Runnable throwsOut =
        named(
            "out",
            () -> {
              throw new UnsupportedOperationException();
            });
    return List.of(ends, throwsCaught, ends, throwsOut, ends);
  }

  private static Runnable named(String name, Runnable task) {
    return new Runnable() {
      @Override
      public void run() {
        task.run();
      }

      @Override
      public String toString() {
        return name;
      }
    };
  }

  @Test
  void weave_aroundCalls_eachCallEnteredAndLeftWhateverItThrows() throws Exception {
    String expected = new Woven(3).runAll(tasks());
    Class<?> woven = woven(AROUND_RUN);
    Object target = woven.getConstructor(int.class).newInstance(3);
    assertThat(call(target, "runAll", tasks())).isEqualTo(expected).isEqualTo("+a#a+bb!4");
    assertThat(TestDoor.calls)
        .containsExactly(
            "onEnter[ends]",
            "onExit[state, ends]",
            "onEnter[caught]",
            "onExit[state, caught]",
            "onEnter[ends]",
            "onExit[state, ends]",
            "onEnter[out]",
            "onExit[state, out]");
  }

  @Test
  void weave_aroundCalls_adviceThrows_tasksRunAndFailuresAreTaken() throws Exception {
    Class<?> woven = woven(AROUND_RUN, "advise runAll~(~~~~" + ENTER_EXIT);
    Object target = woven.getConstructor(int.class).newInstance(3);
    TestDoor.failing = true;
    assertThat(call(target, "runAll", tasks())).isEqualTo("+a#a+bb!4");
    assertThat(TestDoor.calls).filteredOn(line -> line.startsWith("thrown")).hasSize(10);
  }

  private static Woven.Told told(String name, boolean throwing) {
    return new Woven.Told() {
      @Override
      public void tell(StringBuilder log, long number, Object nothing) {
        if (throwing) {
          throw new IllegalStateException("#");
        }
        log.append(name).append(number).append(nothing);
      }

      @Override
      public void tell(long one, long two, int tooMuch) {}

      @Override
      public String toString() {
        return name;
      }
    };
  }

  @Test
  void weave_aroundCallsWithArguments_argumentsUnchangedAndThoseWithTooManyLeftAlone()
      throws Exception {
    List<Woven.Told> all = List.of(told("a", false), told("b", true), told("c", false));
    String expected = new Woven(3).tellAll(all);
    Class<?> woven = woven(AROUND_TELL, AROUND_TELL, "advise tellAll~(~~~~" + ENTER_EXIT);
    Object target = woven.getConstructor(int.class).newInstance(3);
    assertThat(call(target, "tellAll", all)).isEqualTo(expected).isEqualTo("a3null#2.0c5null6");
    assertThat(TestDoor.calls)
        .filteredOn(line -> !line.contains("Woven"))
        .startsWith("onEnter[a]", "onEnter[a]", "onExit[state, a]", "onExit[state, a]")
        .endsWith("onEnter[c]", "onEnter[c]", "onExit[state, c]", "onExit[state, c]")
        .hasSize(12);
    TestDoor.failing = true;
    assertThat(call(target, "tellAll", all)).isEqualTo(expected);
  }

  private static Woven.Asked asked(String name) {
    return new Woven.Asked() {
      @Override
      public String ask(int number, Object what) {
        if (name.equals("b")) {
          throw new IllegalStateException("#");
        }
        return number == 0 || name.equals("c") ? null : name + number;
      }

      @Override
      public String toString() {
        return name;
      }
    };
  }

  @Test
  void weave_aroundCallsWithResult_resultUnchangedAndArgumentTaken() throws Exception {
    List<Woven.Asked> all = List.of(asked("a"), asked("b"), asked("c"));
    String expected = new Woven(3).askAll(all);
    Class<?> woven = woven(AROUND_ASK, BEFORE_ASK);
    Object target = woven.getConstructor(int.class).newInstance(3);
    assertThat(call(target, "askAll", all)).isEqualTo(expected).isEqualTo("a3#a3none");
    assertThat(TestDoor.calls)
        .containsExactly(
            "onEnter[a, ]",
            "onEnter[]",
            "onExit[state, a]",
            "onEnter[a, ]",
            "onEnter[]",
            "onExit[state, a]",
            "onEnter[b, a3]",
            "onEnter[a3]",
            "onExit[state, b]",
            "onEnter[c, a3#a3]",
            "onEnter[a3#a3]",
            "onExit[state, c]",
            "onEnter[c, a3#a3]",
            "onEnter[a3#a3]",
            "onExit[state, c]");
    TestDoor.failing = true;
    assertThat(call(target, "askAll", all)).isEqualTo(expected);
  }

  @Test
  void weave_aroundCallsArgumentThatIsNoObject_isRefused() {
    assertThatThrownBy(() -> woven(BEFORE_ASK.replace("|1|", "|0|")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("takes argument 0");
  }

  @Test
  void weave_returnInsideTryThatCatchesAll_adviceFailureIsNotCaughtByIt() throws Exception {
    Class<?> woven = woven("advise guarded~(~~~~" + ENTER_EXIT);
    Object target = woven.getConstructor(int.class).newInstance(3);
    TestDoor.failing = true;
    assertThat(call(target, "guarded", "5")).isEqualTo(5);
    assertThat(call(target, "guarded", "no number")).isEqualTo(-1);
    assertThat(TestDoor.calls).filteredOn(line -> line.startsWith("thrown")).hasSize(4);
  }

  @Test
  void weave_returnsInTheMiddleOfTry_verifiesAndCatchesAsBefore() throws Exception {
    Class<?> woven =
        woven("advise covered~(~~~~" + ENTER_EXIT, "advise covered~(~~~~" + ENTER_EXIT);
    Object target = woven.getConstructor(int.class).newInstance(3);
    for (boolean failing : new boolean[] {false, true}) {
      TestDoor.failing = failing;
      assertThat(call(target, "covered", "")).isEqualTo(0);
      assertThat(call(target, "covered", "one")).isEqualTo(1);
      assertThat(call(target, "covered", " 4 ")).isEqualTo(7);
      assertThat(call(target, "covered", "four")).isEqualTo(4);
    }
    assertThat(TestDoor.calls).filteredOn(line -> line.startsWith("onExit")).hasSize(16);
  }

  @Test
  void weave_staticAndSynchronizedAndLoops_verifies() throws Exception {
    Class<?> woven =
        woven(
            "advise factorial~(~~~~" + STATIC_ENTER_EXIT,
            "advise locked~(~~~~" + ENTER_EXIT,
            "advise reassigned~(~~~~"
                + " x -"
                + " (Ljava/lang/Object;Ljava/lang/String;Ljava/lang/Object;)V|-1,0,-2|-5|t");
    Object target = woven.getConstructor(int.class).newInstance(3);
    assertThat(woven.getMethod("factorial", int.class).invoke(null, 5)).isEqualTo(120L);
    assertThat(call(target, "locked")).isEqualTo(3);
    assertThat(call(target, "reassigned", "a,b")).isEqualTo("b");
    assertThat(TestDoor.calls).contains("onExit[" + target + ", a,b, b]");
  }

  @Test
  void weave_constructorExit_seesThisAndArgument() throws Exception {
    Class<?> woven = woven("advise <init>~(~~~~ x - (Ljava/lang/Object;I)V|-1,0|-5|");
    Object target = woven.getConstructor(int.class).newInstance(9);
    assertThat(TestDoor.calls).containsExactly("onExit[" + target + ", 9]");
  }

  @Test
  void weave_argumentAndResultReplaced_unlessAdviceGivesNull() throws Exception {
    Class<?> woven =
        woven(
            "advise named~(~~~~"
                + " x (Ljava/lang/String;)Ljava/lang/Object;|0|0|"
                + " (Ljava/lang/String;)Ljava/lang/Object;|-2|-2|");
    Object target = woven.getConstructor(int.class).newInstance(3);
    TestDoor.replacement = "new";
    assertThat(call(target, "named", "old")).isEqualTo("new");
    assertThat(TestDoor.calls).containsExactly("onEnter[old]", "onExit[new3]");
    TestDoor.replacement = null;
    assertThat(call(target, "named", "old")).isEqualTo("old3");
    TestDoor.failing = true;
    assertThat(call(target, "named", "old")).isEqualTo("old3");
  }

  @Test
  void weave_argumentOfConstructorReplaced_beforeItIsPassedOn() throws Exception {
    Class<?> woven =
        define(
            Woven.Passing.class.getName(),
            bytes(Woven.Passing.class),
            "advise <init>~(~~~~ x (Ljava/lang/String;)Ljava/lang/Object;|0|0| -");
    Constructor<?> constructor = woven.getConstructor(String.class);
    TestDoor.replacement = "new";
    assertThat((Throwable) constructor.newInstance("old")).hasMessage("new");
    TestDoor.failing = true;
    assertThat((Throwable) constructor.newInstance("old")).hasMessage("old");
  }

  @Test
  void weave_threeAdvicesInOneMethod_nestAndVerify() throws Exception {
    Class<?> woven =
        woven(
            "advise many~(~~~~" + ENTER_EXIT,
            "advise many~(~~~~" + STATIC_ENTER_EXIT,
            "advise many~(~~~~" + ENTER_EXIT,
            "advise summed~(~~~~" + ENTER_EXIT,
            "advise summed~(~~~~ x (JI)V|0,1|-5| (JIJ)V|0,1,-2|-5|");
    Object target = woven.getConstructor(int.class).newInstance(3);
    assertThat(call(target, "many", 2)).isEqualTo("two");
    assertThat(TestDoor.calls).hasSize(6);
    TestDoor.failing = true;
    assertThat(call(target, "many", 7)).isEqualTo("many");
    assertThat(call(target, "summed", 1L, 2)).isEqualTo(3L);
  }

  @Test
  void weave_valueLeftUnderTheReturnedOne_verifies() throws Exception {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(Opcodes.V1_8, Opcodes.ACC_PUBLIC, "Odd", null, "java/lang/Object", null);
    var method =
        writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "odd", "()I", null, null);
    method.visitCode();
    method.visitInsn(Opcodes.LCONST_1);
    method.visitIntInsn(Opcodes.BIPUSH, 42);
    method.visitInsn(Opcodes.IRETURN);
    method.visitMaxs(0, 0);
    method.visitEnd();
    writer.visitEnd();
    Class<?> woven = define("Odd", writer.toByteArray(), "advise odd~(~~~~" + STATIC_ENTER_EXIT);
    assertThat(woven.getMethod("odd").invoke(null)).isEqualTo(42);
    assertThat(TestDoor.calls).hasSize(2);
  }

  @Test
  void weave_classFileOfJava5_raisedWithFrames() throws Exception {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    new ClassReader(bytes()).accept(new Java5(writer), ClassReader.SKIP_FRAMES);
    byte[] woven =
        weave(Woven.class.getName(), writer.toByteArray(), "advise many~(~~~~" + ENTER_EXIT);
    assertThat(new ClassReader(woven).readUnsignedShort(6)).isEqualTo(51);
  }

  @Test
  void weave_aroundCallsInClassFileOfJava5_eachCallEnteredAndLeft() throws Exception {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    new ClassReader(bytes()).accept(new Java5(writer), ClassReader.SKIP_FRAMES);
    Class<?> woven = define(Woven.class.getName(), writer.toByteArray(), AROUND_RUN);
    Object target = woven.getConstructor(int.class).newInstance(3);
    assertThat(call(target, "runAll", tasks())).isEqualTo("+a#a+bb!4");
    assertThat(TestDoor.calls).hasSize(8);
  }

  @Test
  void weave_classFileNewerThanKnown_isRefused() throws Exception {
    byte[] future = bytes();
    future[7] = (byte) 255;
    assertThatThrownBy(() -> weave(Woven.class.getName(), future, "advise many~(~~~~" + ENTER_EXIT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("255");
  }

  @Test
  void weave_nothingMatches_null() throws Exception {
    assertThat(weave(Woven.class.getName(), bytes(), "advise absent~(~~~~" + ENTER_EXIT)).isNull();
  }

  private static Object call(Object target, String name, Object... arguments) throws Exception {
    for (Method method : target.getClass().getMethods()) {
      if (method.getName().equals(name)) {
        return method.invoke(target, arguments);
      }
    }
    throw new NoSuchMethodException(name);
  }

  private static Class<?> woven(String... lines) throws Exception {
    return define(Woven.class.getName(), bytes(), lines);
  }

  private static Class<?> define(String name, byte[] file, String... lines) throws Exception {
    byte[] woven = weave(name, file, lines);
    ClassWriter redirected = new ClassWriter(0);
    new ClassReader(woven)
        .accept(
            new ClassRemapper(
                redirected,
                new SimpleRemapper(
                    Opcodes.ASM9,
                    "java/lang/HeddleDoor",
                    TestDoor.class.getName().replace('.', '/'))),
            0);
    return new ClassLoader(WeaverTest.class.getClassLoader()) {
      Class<?> define() {
        byte[] redirectedBytes = redirected.toByteArray();
        return defineClass(name, redirectedBytes, 0, redirectedBytes.length);
      }
    }.define();
  }

  private static byte[] weave(String name, byte[] file, String... lines) {
    String index =
        "instrumentation test io.heddle.Test\ntype x\n" + String.join("\n", lines) + "\n";
    List<Index.Entry> entries =
        new ArrayList<>(Index.read(index, (any, general) -> true).entries());
    return Weaver.weave(WeaverTest.class.getClassLoader(), name.replace('.', '/'), file, entries);
  }

  private static byte[] bytes() throws IOException {
    return bytes(Woven.class);
  }

  private static byte[] bytes(Class<?> type) throws IOException {
    try (InputStream in =
        type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class")) {
      return in.readAllBytes();
    }
  }

  /** Lowers a class to Java 5 and leaves out what that cannot hold. */
  private static final class Java5 extends org.objectweb.asm.ClassVisitor {
    Java5(ClassWriter out) {
      super(Opcodes.ASM9, out);
    }

    @Override
    public void visit(
        int version, int access, String name, String signature, String superName, String[] types) {
      super.visit(Opcodes.V1_5, access, name, signature, superName, types);
    }

    @Override
    public void visitNestHost(String host) {}

    @Override
    public org.objectweb.asm.MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      return name.equals("named")
          ? null
          : super.visitMethod(access, name, descriptor, signature, exceptions);
    }
  }
}
