// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.apachehttpclient.v4_0;

import io.heddle.testing.UnderAgent;

@UnderAgent(java = 25)
class HttpClientAttemptsOn25Test extends HttpClientAttemptsTest {}
