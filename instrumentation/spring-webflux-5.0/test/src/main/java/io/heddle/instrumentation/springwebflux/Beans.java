// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.springwebflux;

import org.springframework.context.annotation.Bean;
import org.springframework.web.reactive.config.ResourceHandlerRegistry;
import org.springframework.web.reactive.config.WebFluxConfigurationSupport;

/** What {@code @EnableWebFlux} brings, without classes made at run time, and resources. */
public class Beans extends WebFluxConfigurationSupport {
  @Bean
  public SlowFilter filter() {
    return new SlowFilter();
  }

  @Override
  protected void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry.addResourceHandler("/static/**").addResourceLocations("classpath:/static/");
  }
}
