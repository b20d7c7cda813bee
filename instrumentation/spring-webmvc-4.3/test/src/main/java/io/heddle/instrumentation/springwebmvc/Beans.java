// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.springwebmvc;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.beans.MutablePropertyValues;
import org.springframework.core.io.ClassPathResource;
import org.springframework.util.ClassUtils;
import org.springframework.web.context.support.StaticWebApplicationContext;
import org.springframework.web.servlet.handler.MappedInterceptor;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.servlet.handler.UserRoleAuthorizationInterceptor;
import org.springframework.web.servlet.mvc.HttpRequestHandlerAdapter;
import org.springframework.web.servlet.mvc.ParameterizableViewController;
import org.springframework.web.servlet.mvc.SimpleControllerHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.ExceptionHandlerExceptionResolver;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.servlet.mvc.support.DefaultHandlerExceptionResolver;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;

/** Controllers, functional endpoints (since 5.2), resources and a page without a controller. */
public class Beans extends StaticWebApplicationContext {
  private static final String FUNCTION = "org.springframework.web.servlet.function.";

  public Beans() throws ClassNotFoundException {
    MutablePropertyValues mapping = new MutablePropertyValues();
    mapping.add(
        "interceptors",
        new MappedInterceptor(
            new String[] {"/users/*/refused"}, new UserRoleAuthorizationInterceptor()));
    configure(mapping);
    registerSingleton("mapping", RequestMappingHandlerMapping.class, mapping);
    registerSingleton("adapter", RequestMappingHandlerAdapter.class);
    registerSingleton("requestHandlerAdapter", HttpRequestHandlerAdapter.class);
    registerSingleton("controllerAdapter", SimpleControllerHandlerAdapter.class);
    registerSingleton("exceptionHandlers", ExceptionHandlerExceptionResolver.class);
    registerSingleton("exceptions", DefaultHandlerExceptionResolver.class);
    registerSingleton("users", Users.class);
    registerSingleton("pages", Pages.class);
    addUrls();
    if (ClassUtils.isPresent(FUNCTION + "RouterFunction", getClassLoader())) {
      registerSingleton("functionMapping", load(FUNCTION + "support.RouterFunctionMapping"));
      registerSingleton("functionAdapter", load(FUNCTION + "support.HandlerFunctionAdapter"));
      getBeanFactory().registerSingleton("functions", Functions.routes());
    }
  }

  /** Adds properties of the mapping of annotated controllers. */
  protected void configure(MutablePropertyValues mapping) {}

  private void addUrls() {
    MutablePropertyValues resources = new MutablePropertyValues();
    resources.add(
        "locations",
        Collections.singletonList(new ClassPathResource("static/", Beans.class.getClassLoader())));
    registerSingleton("resources", ResourceHttpRequestHandler.class, resources);
    MutablePropertyValues home = new MutablePropertyValues();
    home.add("viewName", "forward:/users/1");
    registerSingleton("home", ParameterizableViewController.class, home);
    Map<String, String> urls = new LinkedHashMap<>();
    urls.put("/static/**", "resources");
    urls.put("/home", "home");
    MutablePropertyValues mapping = new MutablePropertyValues();
    mapping.add("urlMap", urls);
    registerSingleton("urls", SimpleUrlHandlerMapping.class, mapping);
  }

  private static Class<?> load(String name) throws ClassNotFoundException {
    return ClassUtils.forName(name, Beans.class.getClassLoader());
  }
}
