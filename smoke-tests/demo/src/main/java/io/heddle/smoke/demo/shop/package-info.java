/**
 * The application that is traced: an order service and the inventory service that it asks, in plain
 * Java. Nothing here knows of tracing.
 */
package io.heddle.smoke.demo.shop;
