// SPDX-License-Identifier: Apache-2.0
/**
 * From a class that loads to a linked call site: {@link io.heddle.agent.weave.WeavingTransformer}
 * asks the {@link io.heddle.agent.weave.Index}, {@link io.heddle.agent.weave.Weaver} puts {@code
 * invokedynamic} into method bodies, {@link io.heddle.agent.weave.Linker} binds each on first
 * execution to advice in an {@link io.heddle.agent.weave.InstrumentationLoader}.
 */
package io.heddle.agent.weave;
