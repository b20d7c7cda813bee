// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.springwebmvc.clients;

import java.util.function.UnaryOperator;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/** Calls by {@code RestClient}, added in 6.1. */
final class RestClients {
  private RestClients() {}

  static UnaryOperator<String> get(ClientHttpRequestFactory factory) {
    RestClient client = RestClient.builder().requestFactory(factory).build();
    return target -> String.valueOf(client.get().uri(target).retrieve().body(String.class));
  }
}
