// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.apachehttpclient.v4_0;

import org.apache.http.conn.params.ConnManagerParams;
import org.apache.http.conn.params.ConnPerRouteBean;
import org.apache.http.conn.scheme.PlainSocketFactory;
import org.apache.http.conn.scheme.Scheme;
import org.apache.http.conn.scheme.SchemeRegistry;
import org.apache.http.impl.client.DefaultHttpClient;
import org.apache.http.impl.conn.tsccm.ThreadSafeClientConnManager;
import org.apache.http.params.BasicHttpParams;
import org.apache.http.params.HttpParams;

/** The client of versions until 4.2, which later ones still have. */
@SuppressWarnings("deprecation")
final class DefaultClients {
  private DefaultClients() {}

  static DefaultHttpClient create(int connections) {
    HttpParams params = new BasicHttpParams();
    ConnManagerParams.setMaxTotalConnections(params, connections);
    ConnManagerParams.setMaxConnectionsPerRoute(params, new ConnPerRouteBean(connections));
    SchemeRegistry schemes = new SchemeRegistry();
    schemes.register(new Scheme("http", PlainSocketFactory.getSocketFactory(), 80));
    return new DefaultHttpClient(new ThreadSafeClientConnManager(params, schemes), params);
  }
}
