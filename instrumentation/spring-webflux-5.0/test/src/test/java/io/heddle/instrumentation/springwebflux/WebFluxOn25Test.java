// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.springwebflux;

import io.heddle.testing.UnderAgent;

@UnderAgent(java = 25)
class WebFluxOn25Test extends WebFluxTest {}
