// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.springwebmvc;

import org.springframework.beans.BeanUtils;
import org.springframework.beans.MutablePropertyValues;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.UrlPathHelper;

/** Matches patterns as text, against the path with the servlet's in front. */
public class WholePathBeans extends Beans {
  public WholePathBeans() throws ClassNotFoundException {}

  @Override
  protected void configure(MutablePropertyValues mapping) {
    UrlPathHelper helper = new UrlPathHelper();
    helper.setAlwaysUseFullPath(true);
    mapping.add("urlPathHelper", helper);
    if (BeanUtils.getPropertyDescriptor(RequestMappingHandlerMapping.class, "patternParser")
        != null) { // added in 5.3
      mapping.add("patternParser", null);
    }
  }
}
