// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.reactornetty;

import io.heddle.testing.UnderAgent;

@UnderAgent(java = 25)
class ReactorNettyOn25Test extends ReactorNettyClientTest {}
