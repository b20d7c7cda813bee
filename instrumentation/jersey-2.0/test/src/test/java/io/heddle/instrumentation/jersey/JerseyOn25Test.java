// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.jersey;

import io.heddle.testing.UnderAgent;

@UnderAgent(java = 25)
class JerseyOn25Test extends JerseyTest {}
