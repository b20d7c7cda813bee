// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api;

/**
 * Packages of much used libraries. What all rules on super types leave out is never looked at, so
 * each rule should leave out what it can.
 */
final class LibraryPackages {
  private static final String[] NAMES = {
    "akka.",
    "antlr.",
    "ch.qos.logback.",
    "com.fasterxml.",
    "com.google.common.",
    "com.google.inject.",
    "com.google.protobuf.",
    "com.sun.",
    "com.zaxxer.hikari.",
    "freemarker.",
    "graphql.",
    "groovy.",
    "io.grpc.",
    "io.micrometer.",
    "io.netty.",
    "io.reactivex.",
    "io.undertow.",
    "io.vertx.",
    "jakarta.",
    "java.",
    "javax.",
    "jdk.",
    "junit.",
    "kotlin.",
    "kotlinx.",
    "net.bytebuddy.",
    "okhttp3.",
    "okio.",
    "org.antlr.",
    "org.apache.catalina.",
    "org.apache.coyote.",
    "org.apache.cxf.",
    "org.apache.el.",
    "org.apache.http.",
    "org.apache.jasper.",
    "org.apache.kafka.",
    "org.apache.logging.",
    "org.apache.lucene.",
    "org.apache.maven.",
    "org.apache.pekko.",
    "org.apache.tomcat.",
    "org.aspectj.",
    "org.codehaus.groovy.",
    "org.eclipse.jetty.",
    "org.glassfish.",
    "org.hibernate.",
    "org.jboss.logging.",
    "org.jooq.",
    "org.junit.",
    "org.mockito.",
    "org.slf4j.",
    "org.springframework.",
    "org.testcontainers.",
    "org.thymeleaf.",
    "org.yaml.",
    "reactor.",
    "rx.",
    "scala.",
    "tools.jackson.",
  };

  private LibraryPackages() {}

  static String[] names() {
    return NAMES.clone();
  }
}
