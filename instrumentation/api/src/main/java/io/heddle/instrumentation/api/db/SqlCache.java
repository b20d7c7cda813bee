// SPDX-License-Identifier: Apache-2.0
package io.heddle.instrumentation.api.db;

import java.util.EnumMap;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Statements by text and dialect, in two generations: when the young one is full it becomes the old
 * one and the old one is dropped; what is asked for again moves back to the young one. Holds at
 * most 500 statements and 2 Mi characters.
 *
 * <p>Thread-safe. Reads take no lock, and allocate nothing while the texts in use fit in half the
 * cache.
 */
final class SqlCache {
  static final int MAX_TEXT = 16 * 1024;
  private static final int GENERATION_ENTRIES = 250;
  private static final int GENERATION_CHARS = 1024 * 1024;

  private volatile Generation young = new Generation();
  private volatile Generation old = new Generation();

  @Nullable SqlStatement get(String sql, Dialect dialect) {
    SqlStatement statement = young.of(dialect).get(sql);
    if (statement == null) {
      statement = old.of(dialect).get(sql);
      if (statement != null) {
        put(sql, dialect, statement);
      }
    }
    return statement;
  }

  void put(String sql, Dialect dialect, SqlStatement statement) {
    if (sql.length() > MAX_TEXT) {
      return;
    }
    synchronized (this) {
      Generation generation = young;
      if (generation.entries == GENERATION_ENTRIES
          || generation.chars + sql.length() > GENERATION_CHARS) {
        old = generation;
        generation = new Generation();
        young = generation;
      }
      if (generation.of(dialect).put(sql, statement) == null) {
        generation.entries++;
        generation.chars += sql.length();
      }
    }
  }

  int size() {
    return young.entries + old.entries;
  }

  private static final class Generation {
    /** Never written after construction: an array behind an enum, read without allocation. */
    private final EnumMap<Dialect, ConcurrentHashMap<String, SqlStatement>> byDialect =
        new EnumMap<>(Dialect.class);

    private int entries;
    private int chars;

    Generation() {
      for (Dialect dialect : Dialect.values()) {
        byDialect.put(dialect, new ConcurrentHashMap<>(4));
      }
    }

    ConcurrentHashMap<String, SqlStatement> of(Dialect dialect) {
      return Objects.requireNonNull(byDialect.get(dialect));
    }
  }
}
