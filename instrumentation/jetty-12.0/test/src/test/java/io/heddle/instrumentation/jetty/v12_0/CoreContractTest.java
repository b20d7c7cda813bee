// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.jetty.v12_0;

import io.heddle.testing.UnderAgent;
import io.heddle.testing.http.Http2ServerContract;
import io.heddle.testing.http.HttpServerContract;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** A handler without any servlet. */
@UnderAgent
class CoreContractTest extends HttpServerContract implements Http2ServerContract {
  @Override
  protected Server start(Handler all) throws Exception {
    org.eclipse.jetty.server.Server server = new org.eclipse.jetty.server.Server();
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setRequestHeaderSize(128 << 10);
    ServerConnector connector =
        new ServerConnector(
            server,
            new HttpConnectionFactory(configuration),
            new HTTP2CServerConnectionFactory(configuration));
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(new CoreHandler(all));
    server.start();
    return new Server(connector.getLocalPort(), server.getThreadPool(), server::stop);
  }

  @Override
  protected String name() {
    return "jetty";
  }

  private static final class CoreHandler extends org.eclipse.jetty.server.Handler.Abstract {
    private final Handler all;

    CoreHandler(Handler all) {
      this.all = all;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      if (!Request.getPathInContext(request).startsWith("/in")) {
        return false;
      }
      all.handle(new CoreExchange(request, response, callback));
      return true;
    }
  }

  private record CoreExchange(Request request, Response response, Callback callback)
      implements Exchange {
    @Override
    public @Nullable String header(String name) {
      return request.getHeaders().get(name);
    }

    @Override
    public InputStream body() {
      return Content.Source.asInputStream(request);
    }

    @Override
    public void addHeader(String name, String value) {
      response.getHeaders().add(name, value);
    }

    @Override
    public void answer(int status, String body) {
      response.setStatus(status);
      if (!body.isEmpty()) {
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length());
      }
      response.write(true, ByteBuffer.wrap(body.getBytes(StandardCharsets.US_ASCII)), callback);
    }

    @Override
    public OutputStream begin(int status) {
      response.setStatus(status);
      OutputStream out = Content.Sink.asOutputStream(response);
      return new FilterOutputStream(out) {
        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
          out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
          super.close();
          callback.succeeded();
        }
      };
    }

    @Override
    public void later(Handler rest) {
      new Thread(
              () -> {
                try {
                  rest.handle(this);
                } catch (Exception e) {
                  callback.failed(e);
                }
              })
          .start();
    }
  }
}
