// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.jdbc;

import java.util.Arrays;

/**
 * What wraps another driver's objects: pools, proxies and observers, whose calls end in a driver.
 */
final class JdbcWrappers {
  private static final String[] WRAPPERS = {
    "bitronix.",
    "com.alibaba.druid.",
    "com.atomikos.",
    "com.ibm.ws.",
    "com.jolbox.bonecp.",
    "com.mchange.v2.",
    "com.mysql.cj.jdbc.CallableStatementWrapper",
    "com.mysql.cj.jdbc.ConnectionWrapper",
    "com.mysql.cj.jdbc.PreparedStatementWrapper",
    "com.mysql.cj.jdbc.StatementWrapper",
    "com.mysql.cj.jdbc.ha.",
    "com.mysql.jdbc.MultiHostMySQLConnection",
    "com.mysql.jdbc.jdbc2.optional.",
    "com.p6spy.",
    "com.sun.",
    "com.zaxxer.hikari.",
    "io.agroal.",
    "java.",
    "javax.",
    "jdk.",
    "net.bull.javamelody.",
    "net.sf.log4jdbc.",
    "net.sourceforge.jtds.jdbcx.",
    "net.ttddyy.dsproxy.",
    "oracle.jdbc.OracleConnectionWrapper",
    "oracle.jdbc.proxy.",
    "oracle.jdbc.replay.",
    "oracle.ucp.",
    "org.apache.commons.dbcp.",
    "org.apache.commons.dbcp2.",
    "org.apache.derby.catalog.",
    "org.apache.derby.iapi.jdbc.Brokered",
    "org.apache.derby.vti.",
    "org.apache.openejb.",
    "org.apache.shardingsphere.",
    "org.apache.tomcat.",
    "org.apache.tomee.",
    "org.hibernate.",
    "org.jboss.jca.",
    "org.jooq.",
    "org.logicalcobwebs.",
    "org.springframework.",
    "org.testcontainers.",
    "org.vibur.",
    "software.amazon.jdbc.",
    "weblogic.jdbc.",
  };

  /** Much used libraries without any driver, whose class files need not be looked at. */
  private static final String[] NO_DRIVERS = {
    "akka.",
    "antlr.",
    "ch.qos.logback.",
    "com.fasterxml.",
    "com.google.common.",
    "com.google.inject.",
    "com.google.protobuf.",
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
    "org.aspectj.",
    "org.codehaus.groovy.",
    "org.eclipse.jetty.",
    "org.glassfish.",
    "org.jboss.logging.",
    "org.junit.",
    "org.mockito.",
    "org.slf4j.",
    "org.thymeleaf.",
    "org.yaml.",
    "reactor.",
    "rx.",
    "scala.",
    "tools.jackson.",
  };

  private JdbcWrappers() {}

  /** Beginnings of class names that no rule means. */
  static String[] prefixes() {
    String[] all = Arrays.copyOf(WRAPPERS, WRAPPERS.length + NO_DRIVERS.length);
    System.arraycopy(NO_DRIVERS, 0, all, WRAPPERS.length, NO_DRIVERS.length);
    return all;
  }
}
