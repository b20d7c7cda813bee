// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.db;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Words of SQL, in upper case, by the part they play in a summary. */
final class SqlWords {
  /** No word that is looked for is longer. */
  static final int MAX_LENGTH = 16;

  /** Statements of which only the first word is told: what follows may be a value or a secret. */
  private static final Set<String> COMMANDS =
      set(
          "ANALYZE ATTACH BACKUP CHECK CHECKPOINT CLOSE CLUSTER COMMENT COPY DEALLOCATE DECLARE DENY"
              + " DESC DESCRIBE DETACH DISCARD DO EXPORT FETCH FLUSH GRANT IMPORT KILL LISTEN LOAD"
              + " NOTIFY OPEN OPTIMIZE PRAGMA PREPARE REFRESH REINDEX RELEASE RENAME RESET RESTORE"
              + " REVOKE SAVEPOINT SET SHOW SHUTDOWN UNLISTEN UNLOCK VACUUM");

  private static final Set<String> MODIFIERS =
      set("ALL DELAYED HIGH_PRIORITY IGNORE LOW_PRIORITY ONLY OR OVERWRITE QUICK TOP");

  private static final Set<String> CONDITIONS = set("CONCURRENTLY EXISTS IF NOT ONLY");

  private static final Set<String> OBJECTS =
      set(
          "CATALOG COLLATION CONSTRAINT DATABASE DICTIONARY DIRECTORY DOMAIN EVENT EXTENSION"
              + " FUNCTION INDEX KEYSPACE LOGIN MACRO OPERATOR PACKAGE POLICY PROCEDURE PUBLICATION"
              + " ROLE RULE SCHEMA SEQUENCE SERVER STAGE STATISTICS SUBSCRIPTION SYNONYM TABLE"
              + " TABLES TABLESPACE TRIGGER TYPE USER VIEW WAREHOUSE");

  private static final Set<String> OBJECTS_WITH_BODY =
      set("EVENT FUNCTION MACRO PACKAGE PROCEDURE RULE TRIGGER");

  private static final Set<String> OBJECTS_WITH_COLUMNS =
      set("CONSTRAINT INDEX POLICY STATISTICS TABLE TABLES TYPE VIEW");

  private static final Set<String> AFTER_TABLES =
      set(
          "CONNECT EXCEPT FETCH FOR FORMAT GROUP HAVING INTERSECT INTO LIMIT MINUS OFFSET OPTION"
              + " ORDER PREWHERE PROCEDURE QUALIFY RETURNING SETTINGS START UNION WHERE WINDOW");

  private SqlWords() {}

  /** What follows the first word of a statement, or null if that word begins none. */
  static @Nullable SqlState afterVerb(String word) {
    switch (word) {
      case "SELECT":
        return SqlState.SELECT_LIST;
      case "INSERT":
      case "REPLACE":
      case "UPSERT":
      case "UPDATE":
      case "DELETE":
      case "MERGE":
        return SqlState.BEFORE_TARGET;
      case "CREATE":
      case "ALTER":
      case "DROP":
      case "TRUNCATE":
      case "LOCK":
        return SqlState.OBJECT;
      case "CALL":
      case "EXEC":
      case "EXECUTE":
        return SqlState.PROCEDURE;
      case "EXPLAIN":
        return SqlState.EXPLAINED;
      case "BEGIN":
      case "COMMIT":
      case "ROLLBACK":
      case "START":
        return SqlState.TRANSACTION;
      case "USE":
        return SqlState.TARGET;
      case "VALUES":
        return SqlState.EXPRESSION;
      default:
        return COMMANDS.contains(word) ? SqlState.COMMAND : null;
    }
  }

  /** Whether a statement after WITH may begin with a word. */
  static boolean isQueryVerb(String word) {
    SqlState next = afterVerb(word);
    return next == SqlState.SELECT_LIST || next == SqlState.BEFORE_TARGET;
  }

  /** Whether a word may stand between a verb of data manipulation and its target. */
  static boolean isModifier(String word) {
    return MODIFIERS.contains(word);
  }

  /** Whether a word may stand between a kind of object and its name. */
  static boolean isCondition(String word) {
    return CONDITIONS.contains(word);
  }

  /** Whether ALTER with this word sets something that has no name. */
  static boolean isSetting(String word) {
    return word.equals("SYSTEM") || word.equals("SESSION") || word.equals("DEFAULT");
  }

  static boolean joinsTable(String word) {
    return word.equals("JOIN") || word.equals("APPLY") || word.equals("STRAIGHT_JOIN");
  }

  /** Whether a word is a kind of thing that is created, altered or dropped. */
  static boolean isObject(String word) {
    return OBJECTS.contains(word);
  }

  /** Whether an object's definition holds statements that are stored, not run. */
  static boolean hasBody(String object) {
    return OBJECTS_WITH_BODY.contains(object);
  }

  /** Whether in an object's definition PASSWORD can only be the name of a column. */
  static boolean hasColumns(String object) {
    return OBJECTS_WITH_COLUMNS.contains(object);
  }

  /** Whether a word ends the list of tables after FROM. */
  static boolean endsTables(String word) {
    return AFTER_TABLES.contains(word);
  }

  private static Set<String> set(String words) {
    return new HashSet<>(Arrays.asList(words.split(" ")));
  }
}
