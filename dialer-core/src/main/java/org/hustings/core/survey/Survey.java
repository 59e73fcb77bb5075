package org.hustings.core.survey;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hustings.core.disposition.Disposition.SurveyAnswer;

/// A project's survey: questions in the order in which they are asked, each of which may depend on
/// an earlier one.
public record Survey(List<Question> questions) {
  public static final Survey NONE = new Survey(List.of());

  public Survey {
    questions = List.copyOf(questions);
    Map<String, Question> earlier = new HashMap<>();
    for (Question question : questions) {
      question.askedIf().ifPresent(condition -> requireKnown(question, condition, earlier));
      if (earlier.put(question.key(), question) != null) {
        throw new IllegalArgumentException("two questions have the key " + question.key());
      }
    }
  }

  private static void requireKnown(
      Question question, Condition condition, Map<String, Question> earlier) {
    boolean known =
        Optional.ofNullable(earlier.get(condition.question()))
            .filter(asked -> asked.offers(condition.choice()))
            .isPresent();
    if (!known) {
      throw new IllegalArgumentException(
          "question "
              + question.key()
              + " can only depend on a choice of an earlier question, got "
              + condition.question()
              + " = "
              + condition.choice());
    }
  }

  /// What is wrong with these answers, as sentences for whoever sent them; empty if nothing is.
  public List<String> problemsWith(List<SurveyAnswer> answers) {
    return new AnswerCheck(this, answers).problems();
  }

  Optional<Question> question(String key) {
    return questions.stream().filter(question -> question.key().equals(key)).findFirst();
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
      requireNonNull(askedIf, "askedIf");
      choices = List.copyOf(choices);
      if (key.isBlank()) {
        throw new IllegalArgumentException("a question needs a key");
      }
      if (choices.isEmpty() != (kind == Kind.TEXT)) {
        throw new IllegalArgumentException(
            "choices go with ONE_OF and ANY_OF and only with them, got "
                + choices.size()
                + " for "
                + kind
                + " at question "
                + key);
      }
      requireDistinct(key, choices);
    }

    private static void requireDistinct(String key, List<Choice> choices) {
      Set<String> seen = new HashSet<>();
      for (Choice choice : choices) {
        if (!seen.add(choice.key())) {
          throw new IllegalArgumentException(
              "two choices of question " + key + " have the key " + choice.key());
        }
      }
    }

    boolean offers(String choice) {
      return choices.stream().anyMatch(offered -> offered.key().equals(choice));
    }
  }

  public enum Kind {
    ONE_OF,
    ANY_OF,
    TEXT
  }

  public record Choice(String key, String text) {
    public Choice {
      requireNonNull(key, "key");
      requireNonNull(text, "text");
      if (key.isBlank()) {
        throw new IllegalArgumentException("a choice needs a key");
      }
    }
  }

  public record Condition(String question, String choice) {
    public Condition {
      requireNonNull(question, "question");
      requireNonNull(choice, "choice");
    }
  }
}
