// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.springwebmvc;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** An annotated controller. */
@RestController
@RequestMapping({"/users", "/whole/users"})
public class Users {
  @GetMapping("/{id}")
  public String get(@PathVariable("id") String id) {
    return "user " + id;
  }

  @GetMapping("/{id}/throws")
  public String fail() {
    throw new IllegalStateException("boom");
  }

  @GetMapping("/{id}/handled")
  public String failHandled() {
    throw new IllegalArgumentException("boom");
  }

  @ExceptionHandler(IllegalArgumentException.class)
  @ResponseStatus(HttpStatus.CONFLICT)
  public String handle() {
    return "handled";
  }

  @GetMapping("/{id}/refused")
  public String refused() {
    return "not reached";
  }

  @GetMapping("/denied/{id}")
  public String denied() {
    return "not reached";
  }

  @GetMapping("/{id}/callable")
  public Callable<String> callable() {
    return () -> "called";
  }

  @GetMapping("/{id}/deferred")
  public DeferredResult<String> deferred() {
    DeferredResult<String> result = new DeferredResult<>();
    new Thread(() -> result.setResult("deferred")).start();
    return result;
  }

  @GetMapping("/{id}/events")
  public SseEmitter events() {
    SseEmitter emitter = new SseEmitter();
    new Thread(
            () -> {
              try {
                emitter.send("event");
                emitter.complete();
              } catch (IOException e) {
                emitter.completeWithError(e);
              }
            })
        .start();
    return emitter;
  }
}
