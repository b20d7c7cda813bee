// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.springwebmvc;

import java.lang.reflect.Method;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.context.request.NativeWebRequest;

/** Hands requests on, and renders errors. */
@Controller
public class Pages {
  @GetMapping("/forwards/{id}")
  public String forward() {
    return "forward:/users/2";
  }

  /** By reflection, as this runs with either servlet API. */
  @ResponseBody
  @GetMapping("/includes/{id}")
  public String include(NativeWebRequest web) throws Exception {
    Object request = web.getNativeRequest();
    Object dispatcher =
        request
            .getClass()
            .getMethod("getRequestDispatcher", String.class)
            .invoke(request, "/users/3");
    for (Class<?> type : dispatcher.getClass().getInterfaces()) {
      for (Method method : type.getMethods()) {
        if (method.getName().equals("include")) {
          method.invoke(dispatcher, request, web.getNativeResponse());
        }
      }
    }
    return " included";
  }

  @ResponseBody
  @RequestMapping("/error")
  public String error() {
    return "sorry";
  }
}
