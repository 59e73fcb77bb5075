package org.hustings.server.settings;

/// A value that must not show up in a log or an error: its text form hides it.
public record Secret(String value) {
  @Override
  public String toString() {
    return value.isEmpty() ? "(empty)" : "(hidden)";
  }
}
