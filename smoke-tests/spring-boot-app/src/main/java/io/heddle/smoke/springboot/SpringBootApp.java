// SPDX-License-Identifier: Apache-2.0
package io.heddle.smoke.springboot;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** A web application with a small order domain in an in-memory database. */
@SpringBootApplication
public class SpringBootApp {

  /**
   * Starts the application.
   *
   * @param args Spring properties, and {@code --exit-when-ready} to end the process once it is
   *     ready
   */
  public static void main(String[] args) {
    SpringApplication.run(SpringBootApp.class, args);
  }
}
