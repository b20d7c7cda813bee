/**
 * The test kit of Heddle.
 *
 * <p>A test class with {@link io.heddle.testing.UnderAgent} runs in a JVM of its own that carries
 * the packaged agent; its tests take a {@link io.heddle.testing.Traces} parameter and check what
 * arrived with {@link io.heddle.testing.TraceAssert}. {@link io.heddle.testing.Jvm} starts programs
 * on other Java versions, {@link io.heddle.testing.OtlpReceiver} receives what they export, {@link
 * io.heddle.testing.Servers} gives them databases.
 */
package io.heddle.testing;
