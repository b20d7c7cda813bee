/**
 * The application that is traced: an order service in plain Java, and the inventory service that it
 * asks, which is a Spring Boot application. Nothing here knows of tracing.
 */
package io.heddle.smoke.demo.shop;
