// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.httpurlconnection;

import io.heddle.testing.UnderAgent;

@UnderAgent(java = 25)
class HttpUrlConnectionContractOn25Test extends HttpUrlConnectionContractTest {}
