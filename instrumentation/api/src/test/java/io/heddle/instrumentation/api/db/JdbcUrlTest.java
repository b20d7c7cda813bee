// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EmptySource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcUrlTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      quoteCharacter = '^',
      textBlock =
          """
          jdbc:postgresql://pg.host:11/pgdb?user=u&password=PW postgresql pgdb pg.host:11
          jdbc:postgresql://pg.host:5432/pgdb postgresql pgdb pg.host
          jdbc:postgresql://pg.host/pgdb?currentSchema=a,b postgresql pgdb|a pg.host
          jdbc:postgresql://h1:5433,h2:5434/pgdb postgresql pgdb h1:5433
          jdbc:postgresql://[2001:db8::1]:5433/pgdb postgresql pgdb 2001:db8::1:5433
          jdbc:postgresql://[::1]/pgdb postgresql pgdb ::1
          jdbc:postgresql:///?user=u postgresql u localhost
          jdbc:postgresql:pgdb postgresql pgdb localhost
          jdbc:postgresql://h/a%20b postgresql ^a b^ h
          jdbc:postgresql://h:26257/db postgresql db h:26257
          jdbc:pgsql://h/db postgresql db h
          jdbc:redshift://c.redshift.amazonaws.com:5439/dev aws.redshift dev c.redshift.amazonaws.com
          jdbc:redshift:iam://c:5440/dev aws.redshift dev c:5440
          jdbc:mysql:/// mysql - localhost
          jdbc:mysql://my.host mysql - my.host
          jdbc:mysql://my.host:22/mydb?user=u&password=PW mysql mydb my.host:22
          jdbc:mysql://u:PW@my.host:3306/mydb mysql mydb my.host
          jdbc:mysql:aurora://m.host/db mysql db m.host
          jdbc:mysql:loadbalance://127.0.0.1,127.0.0.2:3307/db?x=y mysql db 127.0.0.1
          jdbc:mysql:replication://address=(HOST=10.0.0.1)(port=33)(user=u)(password=P/W@x),address=(host=b)/db?user=w mysql db 10.0.0.1:33
          jdbc:mysql:replication://address=(HOST=a),address=(host=b)(port=3307)/db mysql db a
          jdbc:mysql://u:PW@(host=h,port=3309,user=x)/db mysql db h:3309
          jdbc:mysql:replication://address=(host=::1)(port=33)/mydb mysql mydb ::1:33
          jdbc:mysql:my.host:1234?user=u mysql - my.host:1234
          jdbc:mariadb:localhost/db mariadb db localhost
          jdbc:mariadb:failover://[::1]:3307 mariadb - ::1:3307
          jdbc:mariadb:sequential://a:33,b/db?p=PW mariadb db a:33
          jdbc:h2:mem: h2database - -
          jdbc:h2:mem:test;DB_CLOSE_DELAY=-1 h2database test -
          jdbc:h2:~/test h2database ~/test -
          jdbc:h2:file:C:/data/x;PASSWORD=PW h2database C:/data/x -
          jdbc:h2:C:/data/x h2database C:/data/x -
          jdbc:h2:zip:~/db.zip!/x h2database ~/db.zip!/x -
          jdbc:h2:tcp://h2.host:111/path/db;user=u h2database path/db h2.host:111
          jdbc:h2:ssl://h2.host/~/db h2database ~/db h2.host
          jdbc:hsqldb:mem:hsdb?shutdown=true hsqldb hsdb -
          jdbc:hsqldb:file:/loc/hsdb;user=u;password=PW hsqldb /loc/hsdb -
          jdbc:hsqldb:hsdb hsqldb hsdb -
          jdbc:hsqldb:hsql://hs.host:333/hsdb hsqldb hsdb hs.host:333
          jdbc:hsqldb:hsql://hs.host hsqldb - hs.host
          jdbc:hsqldb:https://hs.host:443/hsdb hsqldb hsdb hs.host
          jdbc:derby:memory:ddb;create=true derby ddb -
          jdbc:derby:directory:/a/ddb;user=u;password=PW derby /a/ddb -
          jdbc:derby:;databaseName=ddb derby ddb -
          jdbc:derby://d.host:222/memory:ddb;create=true derby ddb d.host:222
          jdbc:derby://d.host:1527/ddb derby ddb d.host
          jdbc:sqlite::memory: sqlite :memory: -
          jdbc:sqlite:/a/b.db?cache=shared sqlite /a/b.db -
          jdbc:sqlite: sqlite - -
          jdbc:oracle:thin:@o.host:55:sid oracle.db sid o.host:55
          jdbc:oracle:thin:u/PW@o.host:1521:sid oracle.db sid o.host
          jdbc:oracle:thin:u/PW@//o.host:55/svc:dedicated/inst oracle.db svc o.host:55
          jdbc:oracle:thin:@tcps://o.host:2484/svc?wallet_location=/x oracle.db svc o.host:2484
          jdbc:oracle:thin:@//[::1]:1522/svc oracle.db svc ::1:1522
          jdbc:oracle:thin:@o.host/svc oracle.db svc o.host
          jdbc:oracle:thin:@o.host:sid oracle.db sid o.host
          jdbc:oracle:thin:127.0.0.1:sid oracle.db sid 127.0.0.1
          jdbc:oracle:thin:@alias oracle.db alias -
          jdbc:oracle:oci:@ oracle.db - -
          jdbc:oracle:thin:u/P(W oracle.db - -
          jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=o.host)(PORT=666))(CONNECT_DATA=(SERVICE_NAME=svc))) oracle.db svc o.host:666
          jdbc:oracle:oci:u/PW@(DESCRIPTION=(ADDRESS=(HOST=o)(PORT=1521))(CONNECT_DATA=(SID=s))) oracle.db s o
          jdbc:oracle:thin:@ldap://l.host:389/svc,cn=OracleContext,dc=com oracle.db svc -
          jdbc:sqlserver://s.host;databaseName=db;user=u;password=PW microsoft.sql_server db s.host
          jdbc:sqlserver://s.host\\inst:44;database=db microsoft.sql_server inst|db s.host:44
          jdbc:sqlserver://;serverName=s.host;portNumber=99;instanceName=i;databaseName=db microsoft.sql_server i|db s.host:99
          jdbc:sqlserver://;serverName=s.host\\inst:44 microsoft.sql_server inst s.host:44
          jdbc:sqlserver://;serverName=3ffe::7:9;databaseName={a;b} microsoft.sql_server a;b 3ffe::7:9
          jdbc:sqlserver://[::1]:1433;password={x}};databaseName=PW};databaseName=db microsoft.sql_server db ::1
          jdbc:sqlserver:// microsoft.sql_server - localhost
          jdbc:microsoft:sqlserver://s.host:44;DatabaseName=db microsoft.sql_server db s.host:44
          jdbc:jtds:sqlserver://s.host:1444/db;instance=i;user=u microsoft.sql_server i|db s.host:1444
          jdbc:db2://d.host:77/db:user=u;password=PW; ibm.db2 db d.host:77
          jdbc:db2://d.host:50000/db ibm.db2 db d.host
          jdbc:db2:db ibm.db2 db -
          jdbc:as400://a.host/lib;user=u;password=PW ibm.db2 lib a.host
          jdbc:informix-sqli://i.host:99/db:INFORMIXSERVER=s;user=u;password=PW ibm.informix db i.host:99
          jdbc:clickhouse:http://c.host:8123/db clickhouse db c.host
          jdbc:ch:https://c.host:8443?database=db clickhouse db c.host
          jdbc:clickhouse://c.host:9001/db?user=u clickhouse db c.host:9001
          jdbc:trino://t.host:8080/hive/web trino hive|web t.host
          jdbc:sap://s.host:30015/?databaseName=db&currentSchema=s&password=PW sap.hana db|s s.host:30015
          jdbc:snowflake://a.snowflakecomputing.com/?db=D&schema=S&password=PW snowflake D|S a.snowflakecomputing.com
          jdbc:hive2://h.host:10001/db;principal=x hive db h.host:10001
          jdbc:teradata://t.host/DATABASE=db,PASSWORD=PW teradata - t.host
          jdbc:cloudspanner:/projects/p/instances/i/databases/d?credentials=/k gcp.spanner d -
          jdbc:vertica://v.host:5434/db vertica db v.host:5434
          jdbc:newsql://n.host:1/db newsql db n.host:1
          jdbc:newsql:PW newsql - -
          jdbc:p6spy:mysql://m.host/db mysql db m.host
          jdbc:otel:h2:mem:db h2database db -
          jdbc:log4jdbc:postgresql://h/db postgresql db h
          jdbc:aws-wrapper:mariadb://m/db mariadb db m
          jdbc-secretsmanager:oracle:thin:@o:50000/ORCL oracle.db ORCL o:50000
          jdbc:tc:postgresql:9.6.8:///db postgresql db localhost
          jdbc:tc:mysql:8.0.36://h/db?TC_INITSCRIPT=x mysql db h
          jdbc:datadirect:db2://s:50001;DatabaseName=db ibm.db2 db s:50001
          jdbc:9x:a other_sql - -
          """)
  void parse_url_findsSystemNamespaceAndServer(
      String url, String system, String namespace, String server) {
    DbAddress address = JdbcUrl.parse(url, null);

    assertThat(address.systemName()).isEqualTo(system);
    assertThat(String.valueOf(address.namespace())).isEqualTo(orNull(namespace));
    String port = address.serverPort() < 0 ? "" : ":" + address.serverPort();
    assertThat(address.serverAddress() + port).isEqualTo(orNull(server));
    assertThat(address.toString()).doesNotContain("PW");
  }

  private static String orNull(String text) {
    return text.equals("-") ? "null" : text;
  }

  @Test
  void parse_properties_areRead() {
    Properties info = new Properties();
    info.setProperty("user", "u");
    info.setProperty("password", "PW");
    info.setProperty("serverName", "p.host");
    info.setProperty("portNumber", "99");
    info.setProperty("databaseName", "pdb");
    info.setProperty("PGHOST", "pg.host");
    info.setProperty("PGPORT", "5433");

    DbAddress sqlServer = JdbcUrl.parse("jdbc:sqlserver://s.host:44;databaseName=db", info);
    assertThat(sqlServer.toString()).isEqualTo("microsoft.sql_server pdb p.host:99");
    assertThat(sqlServer.dialect()).isEqualTo(Dialect.SQL_SERVER);
    DbAddress postgresql = JdbcUrl.parse("jdbc:postgresql:///", info);
    assertThat(postgresql.toString()).isEqualTo("postgresql u pg.host:5433");
    assertThat(postgresql.dialect()).isEqualTo(Dialect.POSTGRESQL);
    assertThat(JdbcUrl.parse("jdbc:mariadb://h/db", info).dialect()).isEqualTo(Dialect.MYSQL);
  }

  @ParameterizedTest
  @NullSource
  @EmptySource
  @ValueSource(
      strings = {" ", ":", "jdbc:", "jdbc", "jdbc::", "jdbc:jdbc:jdbc:jdbc:jdbc:jdbc:x", "x"})
  void parse_noUrl_isOther(String url) {
    assertThat(JdbcUrl.parse(url, null).systemName()).isIn("other_sql");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:mysql://u:p/SECRET@h/db",
        "jdbc:mysql://u:SECRET",
        "jdbc:mysql://u:p?SECRET@h/db",
        "jdbc:mysql://address=(host=h)(password=a@SECRET)/db",
        "jdbc:postgresql://h/db?password=SECRET",
        "jdbc:oracle:thin:u/SECRET",
        "jdbc:oracle:thin:u/SECRET@h:1521:s",
        "jdbc:oracle:thin:u/a@SECRET@h/s",
        "jdbc:sqlserver://h;password=SECRET&databaseName=x",
        "jdbc:x://u:SECRET@h",
        "jdbc:x:SECRET",
        "jdbc:h2:mem:a;PASSWORD=SECRET",
        "jdbc:db2://h:1/d:password=SECRET;",
        "jdbc:teradata://h/PASSWORD=SECRET"
      })
  void parse_password_isNotKept(String url) {
    assertThat(JdbcUrl.parse(url, null).toString()).doesNotContain("SECRET");
  }

  @Test
  void parse_garbage_neverThrows() {
    String[] pieces = {
      "jdbc:",
      "mysql:",
      "postgresql:",
      "oracle:",
      "thin:",
      "sqlserver:",
      "h2:",
      "tcp:",
      "derby:",
      "db2:",
      "tc:",
      "sap:",
      "cloudspanner:",
      "//",
      "/",
      ":",
      "@",
      "(",
      ")",
      "(host=",
      "port",
      "=",
      ";",
      "?",
      "&",
      "[",
      "]",
      "\\",
      "{",
      "}",
      "%",
      "%zz",
      ",",
      "1",
      "a",
      " ",
      "\u00e9",
      "databaseName="
    };
    Random random = new Random(3);
    for (int i = 0; i < 50_000; i++) {
      StringBuilder url = new StringBuilder("jdbc:");
      for (int n = random.nextInt(12); n >= 0; n--) {
        url.append(pieces[random.nextInt(pieces.length)]);
      }
      DbAddress address = JdbcUrl.parse(url.toString(), null);
      assertThat(address.systemName()).isNotEmpty();
      assertThat(address.serverPort() < 0 || address.serverAddress() != null).isTrue();
    }
    String longUrl = "jdbc:x://" + "h".repeat(100_000) + "/" + "(host".repeat(50_000);
    assertThat(JdbcUrl.parse(longUrl, null).serverAddress()).hasSize(255);
  }
}
