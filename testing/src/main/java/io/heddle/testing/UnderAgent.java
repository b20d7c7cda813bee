// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing;

import io.heddle.testing.engine.TracesExtension;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs a whole Jupiter test class, with everything it initialises, in a JVM of its own that carries
 * the packaged agent.
 *
 * <p>That JVM has this one's class path, working folder, {@code heddle.*} system properties and
 * environment (without its OTEL_ and HEDDLE_ variables) and exports to a receiver in this one:
 * http/protobuf, service name {@code test}, spans every 50 ms, metrics every 300 ms. The header
 * {@code X-Captured} becomes an attribute of HTTP spans. Its outcomes are reported here test by
 * test. Test methods may take a parameter of type {@link Traces}, which is cleared before each
 * test, before its {@code @BeforeEach} methods.
 *
 * <p>The file of the agent is named by the system property {@code heddle.jar}. If the JVM dies,
 * hangs or does not end by itself after the last test, what has not finished fails with the JVM's
 * output.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(TracesExtension.class)
public @interface UnderAgent {
  /** Further environment variables, {@code "NAME=value"}; they come after the kit's own. */
  String[] env() default {};

  /** Arguments for the JVM, such as {@code -Xmx64m} or {@code -Dname=value}. */
  String[] jvmArgs() default {};

  /** Whether the JVM carries the agent. */
  boolean agent() default true;

  /** Major Java version, from 17 on; 0 for that of this JVM. */
  int java() default 0;

  /** How long the whole class may take, in seconds. */
  int timeoutSeconds() default 300;
}
