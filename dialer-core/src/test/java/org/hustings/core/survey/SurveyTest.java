package org.hustings.core.survey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hustings.core.disposition.Disposition.SurveyAnswer;
import org.hustings.core.id.VoterId;
import org.hustings.core.survey.Survey.Choice;
import org.hustings.core.survey.Survey.Condition;
import org.hustings.core.survey.Survey.Kind;
import org.hustings.core.survey.Survey.Question;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class SurveyTest {
  private static final VoterId IDA = new VoterId(1);
  private static final VoterId OTTO = new VoterId(2);
  private static final Question SUPPORT = question("support", Kind.ONE_OF, "yes", "no");
  private static final Question HELP =
      new Question(
          "help",
          "Will you help?",
          Kind.ANY_OF,
          List.of(new Choice("sign", "A sign"), new Choice("doors", "Knock on doors")),
          Optional.of(new Condition("support", "yes")));
  private static final Question WHY = question("why", Kind.TEXT);
  private static final Survey SURVEY = new Survey(List.of(SUPPORT, HELP, WHY));

  static Stream<Arguments> answers() {
    return Stream.of(
        row("nothing", List.of(), ""),
        row("one choice", List.of(answer("support", "yes")), ""),
        row(
            "all",
            List.of(
                answer("support", "yes"), answer("help", "sign", "doors"), answer("why", "Roads")),
            ""),
        row("an unknown question", List.of(answer("turnout", "yes")), "no question turnout"),
        row(
            "an unknown choice",
            List.of(answer("support", "maybe")),
            "question support has no choice maybe; it has [yes, no]"),
        row(
            "two of one",
            List.of(answer("support", "yes", "no")),
            "question support takes exactly one value, got 2"),
        row(
            "none of one",
            List.of(answer("support")),
            "question support takes exactly one value, got 0"),
        row(
            "none of any",
            List.of(answer("support", "yes"), answer("help")),
            "question help takes at least one choice"),
        row(
            "twice the same",
            List.of(answer("support", "yes"), answer("help", "sign", "sign")),
            "question help has a choice twice"),
        row(
            "an unknown one of any",
            List.of(answer("support", "yes"), answer("help", "cake")),
            "question help has no choice cake"),
        row("two texts", List.of(answer("why", "a", "b")), "question why takes exactly one value"),
        row("a text as long as it may be", List.of(answer("why", "x".repeat(4000))), ""),
        row(
            "a text too long",
            List.of(answer("why", "x".repeat(4001))),
            "question why takes at most 4000 characters"),
        row(
            "asked too early",
            List.of(answer("support", "no"), answer("help", "sign")),
            "question help is asked only after support = yes"),
        row(
            "asked of another voter",
            List.of(new SurveyAnswer(OTTO, "support", List.of("yes")), answer("help", "sign")),
            "question help is asked only after support = yes"),
        row(
            "answered twice",
            List.of(answer("support", "yes"), answer("support", "no")),
            "question support is answered twice"),
        row(
            "answered by two voters",
            List.of(answer("support", "yes"), new SurveyAnswer(OTTO, "support", List.of("no"))),
            ""));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("answers")
  void R21_answers_are_checked_against_the_survey(
      String label, List<SurveyAnswer> answers, String problem) {
    List<String> problems = SURVEY.problemsWith(answers);

    if (problem.isEmpty()) {
      assertThat(problems).as(label).isEmpty();
    } else {
      assertThat(problems).as(label).singleElement().asString().contains(problem);
    }
  }

  static Stream<Arguments> surveys() {
    Question early =
        new Question(
            "help", "?", Kind.TEXT, List.of(), Optional.of(new Condition("support", "yes")));
    Question unoffered =
        new Question(
            "help", "?", Kind.TEXT, List.of(), Optional.of(new Condition("support", "maybe")));
    return Stream.of(
        row("two of a key", List.of(SUPPORT, SUPPORT), "two questions have the key support"),
        row("depends on a later one", List.of(early, SUPPORT), "got support = yes"),
        row("depends on what is not offered", List.of(SUPPORT, unoffered), "got support = maybe"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("surveys")
  void a_survey_that_makes_no_sense_is_refused(
      String label, List<Question> questions, String message) {
    assertThatThrownBy(() -> new Survey(questions))
        .as(label)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void choices_go_with_the_kinds_that_have_them() {
    assertThatThrownBy(() -> question("q", Kind.ANY_OF)).hasMessageContaining("got 0 for ANY_OF");
    assertThatThrownBy(() -> question("q", Kind.TEXT, "a")).hasMessageContaining("got 1 for TEXT");
    assertThatThrownBy(() -> question("q", Kind.ONE_OF, "a", "a"))
        .hasMessageContaining("two choices of question q have the key a");
    assertThatThrownBy(() -> question(" ", Kind.TEXT)).hasMessageContaining("needs a key");
    assertThatThrownBy(() -> new Choice("", "Yes")).hasMessageContaining("needs a key");
  }

  private static Question question(String key, Kind kind, String... choices) {
    return new Question(
        key,
        "?",
        kind,
        Stream.of(choices).map(choice -> new Choice(choice, choice)).toList(),
        Optional.empty());
  }

  private static SurveyAnswer answer(String question, String... values) {
    return new SurveyAnswer(IDA, question, List.of(values));
  }

  private static Arguments row(String label, Object given, String message) {
    return Arguments.of(label, given, message);
  }
}
