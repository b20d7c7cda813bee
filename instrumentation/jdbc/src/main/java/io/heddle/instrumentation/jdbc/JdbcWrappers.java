// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.jdbc;

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
    "io.agroal.",
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
    "org.apache.tomee.",
    "org.jboss.jca.",
    "org.logicalcobwebs.",
    "org.vibur.",
    "software.amazon.jdbc.",
    "weblogic.jdbc.",
  };

  private JdbcWrappers() {}

  /** Beginnings of class names that no rule means. */
  static String[] prefixes() {
    return WRAPPERS.clone();
  }
}
