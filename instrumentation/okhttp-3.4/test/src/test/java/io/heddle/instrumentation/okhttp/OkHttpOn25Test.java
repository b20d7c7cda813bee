// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.okhttp;

import io.heddle.testing.UnderAgent;

@UnderAgent(java = 25)
class OkHttpOn25Test extends OkHttpTest {}
