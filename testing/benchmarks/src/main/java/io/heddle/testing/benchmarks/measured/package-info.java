/**
 * The programs that are measured; each prints one line {@code RESULT key=value ..}.
 *
 * <p>They are run with this module's jar and, for databases, H2 on the class path, and refer to
 * nothing else.
 */
package io.heddle.testing.benchmarks.measured;
