package org.hustings.server;

import org.jspecify.annotations.Nullable;

/// The server cannot start. The message is a sentence for the operator: what is wrong, and what to
/// do.
public final class StartFailed extends Exception {
  private static final long serialVersionUID = 1;

  public StartFailed(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
