// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.resteasy;

import io.heddle.testing.UnderAgent;

@UnderAgent(java = 25)
class ResteasyOn25Test extends ResteasyTest {}
