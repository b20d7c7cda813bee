/**
 * What runs a class with {@link io.heddle.testing.UnderAgent} in a child JVM.
 *
 * <p>{@link io.heddle.testing.engine.UnderAgentEngine} has Jupiter find the tests and mirrors their
 * tree, {@link io.heddle.testing.engine.JupiterFilter} keeps Jupiter itself off them, so nothing of
 * such a class is executed in this JVM. {@link io.heddle.testing.engine.ChildMain} runs them with
 * Jupiter in the child and streams every event back over a plain socket, which no agent traces.
 */
package io.heddle.testing.engine;
