package org.hustings.api.voterfile;

/// The file as a whole cannot be read. The message is a sentence for the manager that says what to
/// do.
public final class UnusableFile extends RuntimeException {
  private static final long serialVersionUID = 1;

  public UnusableFile(String message) {
    super(message);
  }

  public UnusableFile(String message, Throwable cause) {
    super(message, cause);
  }
}
