// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.load;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

/** Tomcat, answering {@code /n/123} with {@code 123}. Ends with its standard input. */
public final class LoadServer {
  private LoadServer() {}

  public static void main(String[] args) throws Exception {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(Files.createTempDirectory("tomcat").toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    tomcat.getConnector().setProperty("maxThreads", "250");
    tomcat.getConnector().setProperty("maxKeepAliveRequests", "-1");
    Context context = tomcat.addContext("", null);
    Tomcat.addServlet(context, "numbers", new Numbers());
    context.addServletMappingDecoded("/n/*", "numbers");
    tomcat.start();
    System.out.println("PORT " + tomcat.getConnector().getLocalPort() + ".");
    while (System.in.read() >= 0) {}
    tomcat.stop();
  }

  private static final class Numbers extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.setContentType("text/plain");
      response.getWriter().write(request.getPathInfo().substring(1));
    }
  }
}
