package org.hustings.schema.embedded;

import org.jspecify.annotations.Nullable;

/// The embedded PostgreSQL does not start. The message says why and what to do, for the person at
/// the terminal.
public final class EmbeddedServerFailed extends RuntimeException {
  private static final long serialVersionUID = 1;

  public EmbeddedServerFailed(String message) {
    this(message, null);
  }

  public EmbeddedServerFailed(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
