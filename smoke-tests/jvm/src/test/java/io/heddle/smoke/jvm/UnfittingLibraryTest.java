// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.jvm;

import static io.heddle.testing.TraceAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.testing.Jvm;
import io.heddle.testing.JvmCommand;
import io.heddle.testing.JvmProcess;
import io.heddle.testing.OtlpReceiver;
import io.heddle.testing.SpanRecord.Kind;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * A library that lacks what its advice calls is left as it is, and told in one line; everything
 * else is woven.
 */
class UnfittingLibraryTest {
  private static final List<Jvm> JVMS = Jvm.all();

  /** Of a release that does not exist: {@code addListener} returns something. */
  private static final String CHANGED =
      """
      package jakarta.servlet;

      public interface AsyncContext {
        AsyncListener addListener(AsyncListener listener);
      }
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @FieldSource("JVMS")
  void library_olderThanKnown_isNotWoven(Jvm jvm) throws IOException {
    Path servlet25 = Programs.location(javax.servlet.http.HttpServlet.class);

    assertRefused(jvm, "javax", servlet25.toString(), "javax.servlet.AsyncContext");
  }

  @ParameterizedTest
  @FieldSource("JVMS")
  void library_changed_isNotWoven(Jvm jvm) throws IOException {
    Path servlet50 = Programs.location(jakarta.servlet.http.HttpServlet.class);
    Path source = Files.writeString(folder.resolve("AsyncContext.java"), CHANGED);
    Path changed = folder.resolve("changed");
    Javac.compile(changed, servlet50.toString(), source);

    assertRefused(
        jvm,
        "jakarta",
        changed + File.pathSeparator + servlet50,
        "jakarta.servlet.AsyncContext addListener (Ljakarta.servlet.AsyncListener;)V");
  }

  private void assertRefused(Jvm jvm, String api, String library, String missing)
      throws IOException {
    JvmProcess plain = servlets(jvm, api, library).run().expectExit(0);
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      JvmProcess woven =
          servlets(jvm, api, library, "wait").agent().exportTo(receiver).run().expectExit(0);

      assertThat(plain.stderr()).isEmpty();
      assertThat(woven.stdout()).isEqualTo(plain.stdout()).contains("GET answers ok", "POST");
      assertThat(woven.stderr())
          .isEqualTo(
              "[heddle] instrumentation servlet does not fit the library found: " + missing + "\n");
      assertThat(receiver.traces().awaitTrace())
          .hasSpans(
              span -> span.hasName("GET").hasKind(Kind.CLIENT).hasNoParent(),
              span -> span.hasName("GET /asked").hasKind(Kind.SERVER).isChildOf(0));
    }
  }

  private JvmCommand servlets(Jvm jvm, String api, String library, String... args)
      throws IOException {
    Path source = folder.resolve("Servlets.java");
    Files.writeString(
        source,
        Javac.resource("/programs/Servlets.java").replace("javax.servlet", api + ".servlet"));
    Path classes = folder.resolve("classes");
    String classPath = library + File.pathSeparator + Programs.CLASSES;
    Javac.compile(classes, classPath, source);
    return Programs.on(jvm)
        .classPath(classes + File.pathSeparator + classPath)
        .main("io.heddle.smoke.jvm.Servlets", args);
  }
}
