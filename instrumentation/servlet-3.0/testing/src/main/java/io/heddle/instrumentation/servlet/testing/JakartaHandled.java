// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.servlet.testing;

import io.heddle.testing.http.HttpServerContract.Exchange;
import io.heddle.testing.http.HttpServerContract.Handler;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Does what the contract's handler does. */
public class JakartaHandled extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    try {
      ServletServerContract.handler().handle(new ServletExchange(request, response));
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new ServletException(e);
    }
  }

  private record ServletExchange(HttpServletRequest request, HttpServletResponse response)
      implements Exchange {
    @Override
    public @Nullable String header(String name) {
      return request.getHeader(name);
    }

    @Override
    public InputStream body() throws IOException {
      return request.getInputStream();
    }

    @Override
    public void addHeader(String name, String value) {
      response.addHeader(name, value);
    }

    @Override
    public void answer(int status, String body) throws IOException {
      response.setStatus(status);
      if (!body.isEmpty()) {
        response.setContentLength(body.length());
        response.getOutputStream().write(body.getBytes(StandardCharsets.US_ASCII));
      }
    }

    @Override
    public OutputStream begin(int status) throws IOException {
      response.setStatus(status);
      return response.getOutputStream();
    }

    @Override
    public void later(Handler rest) {
      AsyncContext context = request.startAsync();
      new Thread(
              () -> {
                try {
                  rest.handle(this);
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                } finally {
                  context.complete();
                }
              })
          .start();
    }
  }
}
