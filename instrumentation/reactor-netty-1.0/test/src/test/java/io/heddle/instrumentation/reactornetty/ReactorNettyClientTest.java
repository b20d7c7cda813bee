// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.reactornetty;

import io.heddle.testing.UnderAgent;
import io.heddle.testing.http.HttpClientContract;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.timeout.ReadTimeoutException;
import io.netty.resolver.DefaultAddressResolverGroup;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.LoopResources;

@UnderAgent
class ReactorNettyClientTest extends HttpClientContract {
  /** On one thread: with more, 1.0 loses redirects that are answered while it resubscribes. */
  final HttpClient client =
      HttpClient.create()
          .runOn(LoopResources.create("client", 1, true))
          .followRedirect(true)
          .resolver(DefaultAddressResolverGroup.INSTANCE);

  @Override
  protected String name() {
    return "reactor-netty";
  }

  @Override
  protected Class<? extends Exception> whenNotInTime() {
    return ReadTimeoutException.class;
  }

  /** After fifty of them the redirect is the response. */
  @Override
  protected boolean throwsOnEndlessRedirects() {
    return false;
  }

  @Override
  protected Answer send(Request request) throws Exception {
    byte[] body = request.body().getBytes(StandardCharsets.US_ASCII);
    Mono<Answer> answer =
        client
            .responseTimeout(request.timeout())
            .headers(headers -> request.headers().forEach(headers::set))
            .request(HttpMethod.valueOf(request.method()))
            .uri(URI.create(request.url()))
            .send(
                body.length == 0
                    ? Mono.empty()
                    : Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body)))
            .responseSingle(
                (response, content) ->
                    content
                        .asString()
                        .defaultIfEmpty("")
                        .map(text -> new Answer(response.status().code(), text)));
    try {
      return answer.toFuture().get();
    } catch (ExecutionException e) {
      throw (Exception) e.getCause();
    }
  }
}
