package org.hustings.server.settings;

import java.util.List;

/// The settings cannot be used. Each problem is a sentence for the operator: where, what is wrong,
/// what to do.
public final class BadSettings extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<String> problems;

  public BadSettings(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  public List<String> problems() {
    return problems;
  }
}
