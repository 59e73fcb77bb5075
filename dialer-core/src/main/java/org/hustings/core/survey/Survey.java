package org.hustings.core.survey;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/// A project's survey.
public record Survey(List<Question> questions) {
  public static final Survey NONE = new Survey(List.of());

  public Survey {
    questions = List.copyOf(questions);
  }

  /// A question.
  ///
  /// @param key unique within the survey; answers name it
  /// @param choices the answers that are taken, empty for `TEXT`
  /// @param askedIf asked only if an earlier question was answered with a choice; empty for always
  public record Question(
      String key, String text, Kind kind, List<Choice> choices, Optional<Condition> askedIf) {
    public Question {
      requireNonNull(key, "key");
      requireNonNull(text, "text");
      requireNonNull(kind, "kind");
      choices = List.copyOf(choices);
    }
  }

  public enum Kind {
    ONE_OF,
    ANY_OF,
    TEXT
  }

  public record Choice(String key, String text) {}

  public record Condition(String question, String choice) {}
}
