// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.javahttpclient;

import io.heddle.testing.UnderAgent;

@UnderAgent(java = 25)
class JavaHttpClientContractOn25Test extends JavaHttpClientContractTest {}
