// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.servlet.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import javax.servlet.AsyncContext;
import javax.servlet.DispatcherType;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Does what the request's header {@code do} says. */
public class JavaxApp extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    DispatcherType dispatch = request.getDispatcherType();
    if (dispatch == DispatcherType.ERROR || dispatch == DispatcherType.FORWARD) {
      response.getWriter().write(dispatch.name());
      return;
    }
    String action = request.getHeader("do");
    if (action == null || dispatch == DispatcherType.INCLUDE) {
      response.getWriter().write("done");
    } else if (action.startsWith("error ")) {
      response.sendError(Integer.parseInt(action.substring(6)));
    } else if (action.startsWith("async ")) {
      async(action.substring(6), request, response);
    } else {
      sync(action, request, response);
    }
  }

  private static void sync(String action, HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    switch (action) {
      case "throw" -> throw new ServletException("outer", new IllegalStateException("boom"));
      case "forward" -> request.getRequestDispatcher("/exact").forward(request, response);
      case "include" -> request.getRequestDispatcher("/exact").include(request, response);
      default -> throw new IllegalArgumentException(action);
    }
  }

  private static void async(
      String action, HttpServletRequest request, HttpServletResponse response) {
    boolean again = request.getDispatcherType() == DispatcherType.ASYNC;
    if (again && action.equals("dispatch")) {
      response.setStatus(202);
      return;
    }
    if (again) {
      throw new IllegalStateException("boom");
    }
    AsyncContext context = request.startAsync();
    switch (action) {
      case "dispatch", "dispatch and throw" -> later(() -> context.dispatch("/exact"));
      case "timeout" -> context.setTimeout(100);
      case "call" -> {
        String url = request.getHeader("url");
        context.start(
            () -> {
              call(url);
              context.complete();
            });
      }
      default -> throw new IllegalArgumentException(action);
    }
  }

  private static void later(Runnable task) {
    new Thread(
            () -> {
              try {
                Thread.sleep(100);
                task.run();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            })
        .start();
  }

  private static void call(String url) {
    try {
      HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
      try (InputStream in = connection.getInputStream()) {
        in.readAllBytes();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
