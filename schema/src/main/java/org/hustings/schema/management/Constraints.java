package org.hustings.schema.management;

import java.util.Map;
import java.util.function.Supplier;
import org.hustings.core.edit.Saved;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// Lets the database judge what is taken and what is missing, whoever else writes at the same
/// moment, and says which field it is about.
final class Constraints {
  private static final String UNIQUE_VIOLATION = "23505";
  private static final String FOREIGN_KEY_VIOLATION = "23503";

  private final Map<String, String> fields;

  /// @param fields by the name of the constraint
  Constraints(Map<String, String> fields) {
    this.fields = Map.copyOf(fields);
  }

  /// Runs a transaction that saves something.
  <T> Saved<T> saving(Supplier<Saved<T>> transaction) {
    try {
      return transaction.get();
    } catch (IllegalStateException e) {
      PSQLException refusal = refusal(e);
      ServerErrorMessage message = refusal == null ? null : refusal.getServerErrorMessage();
      String field = message == null ? null : fields.get(String.valueOf(message.getConstraint()));
      if (refusal == null || field == null) {
        throw e;
      }
      return switch (String.valueOf(refusal.getSQLState())) {
        case UNIQUE_VIOLATION -> new Saved.Taken<>(field);
        case FOREIGN_KEY_VIOLATION -> new Saved.Dangling<>(field);
        default -> throw e;
      };
    }
  }

  private static @Nullable PSQLException refusal(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof PSQLException found) {
        return found;
      }
    }
    return null;
  }
}
