package io.heddle.smoke.jvm;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * A servlet that asks an HTTP server of the JDK. It is called without a container, for requests and responses that know
 * no more than it needs. With {@code wait} as argument the agent is waited for before.
 */
public final class Servlets extends HttpServlet {
  private static final long serialVersionUID = 1;

  private final String url;

  private Servlets(String url) {
    this.url = url;
  }

  public static void main(String[] args) throws Exception {
    if (args.length > 0) {
      Agent.awaitWoven();
    }
    HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/asked",
        exchange -> {
          exchange.sendResponseHeaders(200, 2);
          exchange.getResponseBody().write(new byte[] {'o', 'k'});
          exchange.close();
        });
    server.start();
    HttpServlet servlet = new Servlets("http://127.0.0.1:" + server.getAddress().getPort() + "/asked");
    System.out.println("GET answers " + call(servlet, "GET"));
    try {
      call(servlet, "POST");
    } catch (ServletException e) {
      System.out.println("POST throws " + e);
    }
    server.stop(0);
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) new URL(url).openConnection();
    try (InputStream in = connection.getInputStream()) {
      response.getWriter().print((char) in.read());
      response.getWriter().print((char) in.read());
    }
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response) throws ServletException {
    throw new ServletException("of the servlet");
  }

  private static String call(HttpServlet servlet, String method) throws ServletException, IOException {
    StringWriter written = new StringWriter();
    PrintWriter writer = new PrintWriter(written);
    servlet.service(
        (ServletRequest) that(HttpServletRequest.class, "getMethod", method),
        (ServletResponse) that(HttpServletResponse.class, "getWriter", writer));
    return written.toString();
  }

  /** What answers one method alone. */
  private static Object that(Class<?> type, String answered, Object answer) {
    return Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) -> {
          if (method.getName().equals(answered)) {
            return answer;
          }
          throw new UnsupportedOperationException(method.getName());
        });
  }
}
