// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.netty;

import io.heddle.testing.UnderAgent;

@UnderAgent(java = 25)
class HttpServerContractOn25Test extends HttpServerContractTest {}
