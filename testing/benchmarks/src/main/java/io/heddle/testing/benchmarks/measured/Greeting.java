// SPDX-License-Identifier: Apache-2.0
package io.heddle.testing.benchmarks.measured;

import java.nio.charset.StandardCharsets;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The controller of Spring MVC and of WebFlux. */
@RestController
public class Greeting {
  private static final String TEXT =
      new String(GreetingServer.greeting(), StandardCharsets.US_ASCII);

  @GetMapping("/greeting/{number}")
  public String greeting(@PathVariable("number") int number) {
    return number >= 0 ? TEXT : "";
  }
}
