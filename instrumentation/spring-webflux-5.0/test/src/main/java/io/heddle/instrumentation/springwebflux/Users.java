// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.springwebflux;

import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** An annotated controller. */
@RestController
@RequestMapping("/users")
public class Users {
  @GetMapping("/{id}")
  public Mono<String> get(@PathVariable("id") String id) {
    return Mono.just("user " + id);
  }

  @GetMapping("/{id}/later")
  public Mono<String> later() {
    return Mono.delay(Duration.ofMillis(10)).map(n -> "later");
  }

  @GetMapping("/{id}/throws")
  public Mono<String> fail() {
    throw new IllegalStateException("boom");
  }

  @GetMapping("/{id}/fails")
  public Mono<String> failLater() {
    return Mono.error(new IllegalStateException("boom"));
  }

  @GetMapping("/{id}/handled")
  public Mono<String> failHandled() {
    throw new IllegalArgumentException("boom");
  }

  @ExceptionHandler(IllegalArgumentException.class)
  @ResponseStatus(HttpStatus.CONFLICT)
  public Mono<String> handle() {
    return Mono.just("handled");
  }
}
