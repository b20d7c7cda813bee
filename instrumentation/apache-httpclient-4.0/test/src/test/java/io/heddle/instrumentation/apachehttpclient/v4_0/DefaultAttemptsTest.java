// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.apachehttpclient.v4_0;

import io.heddle.testing.UnderAgent;
import org.apache.http.HttpHost;
import org.apache.http.HttpRequestInterceptor;
import org.apache.http.auth.AuthScope;
import org.apache.http.auth.UsernamePasswordCredentials;
import org.apache.http.client.HttpClient;
import org.apache.http.impl.client.DefaultHttpClient;
import org.apache.http.impl.client.DefaultHttpRequestRetryHandler;

/** By the client of versions until 4.2. */
@UnderAgent
@SuppressWarnings("deprecation")
class DefaultAttemptsTest extends AttemptsContract {
  private final HttpClient client = DefaultClients.create(100);

  @Override
  HttpClient client() {
    return client;
  }

  @Override
  HttpClient known() {
    DefaultHttpClient known = DefaultClients.create(1);
    known
        .getCredentialsProvider()
        .setCredentials(AuthScope.ANY, new UsernamePasswordCredentials("x", "y"));
    return known;
  }

  @Override
  HttpClient retrying(DefaultHttpRequestRetryHandler handler) {
    DefaultHttpClient retrying = DefaultClients.create(1);
    retrying.setHttpRequestRetryHandler(handler);
    return retrying;
  }

  @Override
  HttpClient behind(HttpHost proxy) {
    DefaultHttpClient behind = DefaultClients.create(1);
    behind.getParams().setParameter("http.route.default-proxy", proxy);
    return behind;
  }

  @Override
  HttpClient with(HttpRequestInterceptor interceptor) {
    DefaultHttpClient with = DefaultClients.create(1);
    with.addRequestInterceptor(interceptor);
    return with;
  }

  @Override
  HttpClient narrow() {
    return DefaultClients.create(1);
  }
}
