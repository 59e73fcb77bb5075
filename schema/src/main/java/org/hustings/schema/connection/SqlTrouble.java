package org.hustings.schema.connection;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;

/// What an error of the database means for the transaction that it ended.
enum SqlTrouble {
  /// Others were in the way; the same again may well succeed.
  TRY_AGAIN,
  /// The database cannot be reached, is overloaded, or takes too long.
  UNAVAILABLE,
  /// The database says no: a broken invariant, or an error of ours.
  REFUSED;

  static SqlTrouble of(Throwable thrown) {
    SQLException cause = sqlCause(thrown);
    if (cause == null) {
      return REFUSED;
    }
    if (cause instanceof SQLTransientConnectionException
        || cause instanceof SQLNonTransientConnectionException) {
      return UNAVAILABLE;
    }
    String state = cause.getSQLState() == null ? "" : cause.getSQLState();
    return switch (state) {
      // serialization_failure, deadlock_detected
      case "40001", "40P01" -> TRY_AGAIN;
      // query_canceled (a timeout of ours), lock_not_available, read_only_sql_transaction (a
      // replica), idle_in_transaction_session_timeout
      case "57014", "55P03", "25006", "25P03" -> UNAVAILABLE;
      default -> byClass(state);
    };
  }

  /// Connection exception, insufficient resources, operator intervention, system error.
  private static SqlTrouble byClass(String state) {
    return state.startsWith("08")
            || state.startsWith("53")
            || state.startsWith("57")
            || state.startsWith("58")
        ? UNAVAILABLE
        : REFUSED;
  }

  /// What is the matter, in words that name the fault in a log: by PostgreSQL's code alone, for its
  /// own text may quote values.
  static String named(Throwable thrown) {
    SQLException cause = sqlCause(thrown);
    String state = cause == null || cause.getSQLState() == null ? "none" : cause.getSQLState();
    String words =
        switch (state) {
          case "53100" -> "the disk is full";
          case "53200" -> "it is out of memory";
          case "53300" -> "it has no connection left";
          case "55P03" -> "a lock was waited for too long";
          case "57014" -> "a statement took too long";
          case "57P01", "57P02", "57P03" -> "it is being stopped or started";
          case "none" -> "no connection was free in time";
          case String other when other.startsWith("08") -> "there is no connection to it";
          case String _ -> "see PostgreSQL's own log";
        };
    return "%s (SQLSTATE %s)".formatted(words, state);
  }

  private static @Nullable SQLException sqlCause(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException found) {
        return found;
      }
    }
    return null;
  }
}
