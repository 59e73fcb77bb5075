package org.hustings.core.survey;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hustings.core.disposition.Disposition.SurveyAnswer;
import org.hustings.core.id.VoterId;
import org.hustings.core.survey.Survey.Question;

/// Checks the answers of one disposition against the survey, voter by voter.
final class AnswerCheck {
  private static final int LONGEST_TEXT = 4000;

  private final Survey survey;
  private final List<SurveyAnswer> answers;
  private final List<String> problems = new ArrayList<>();

  AnswerCheck(Survey survey, List<SurveyAnswer> answers) {
    this.survey = survey;
    this.answers = answers;
  }

  List<String> problems() {
    Set<Answered> seen = new HashSet<>();
    for (SurveyAnswer answer : answers) {
      if (!seen.add(new Answered(answer.voter(), answer.question()))) {
        problems.add(about(answer) + " is answered twice; send one answer");
      }
      Optional<Question> question = survey.question(answer.question());
      if (question.isEmpty()) {
        problems.add("the survey has no question " + answer.question());
      } else {
        check(question.get(), answer);
      }
    }
    return List.copyOf(problems);
  }

  private void check(Question question, SurveyAnswer answer) {
    question
        .askedIf()
        .filter(condition -> !wasGiven(answer.voter(), condition))
        .ifPresent(condition ->
            problems.add(
                about(answer)
                    + " is asked only after "
                    + condition.question()
                    + " = "
                    + condition.choice()));
    switch (question.kind()) {
      case ONE_OF -> {
        requireOneValue(answer);
        requireOffered(question, answer);
      }
      case ANY_OF -> {
        requireSomeDistinctValues(answer);
        requireOffered(question, answer);
      }
      case TEXT -> {
        requireOneValue(answer);
        requireShortText(answer);
      }
    }
  }

  private boolean wasGiven(VoterId voter, Survey.Condition condition) {
    return answers.stream()
        .filter(answer -> answer.voter().equals(voter))
        .filter(answer -> answer.question().equals(condition.question()))
        .anyMatch(answer -> answer.values().contains(condition.choice()));
  }

  private void requireOneValue(SurveyAnswer answer) {
    if (answer.values().size() != 1) {
      problems.add(about(answer) + " takes exactly one value, got " + answer.values().size());
    }
  }

  private void requireSomeDistinctValues(SurveyAnswer answer) {
    if (answer.values().isEmpty()) {
      problems.add(about(answer) + " takes at least one choice; leave it out if there is none");
    }
    if (Set.copyOf(answer.values()).size() < answer.values().size()) {
      problems.add(about(answer) + " has a choice twice");
    }
  }

  private void requireOffered(Question question, SurveyAnswer answer) {
    List<String> offered = question.choices().stream().map(Survey.Choice::key).toList();
    answer.values().stream()
        .filter(value -> !question.offers(value))
        .forEach(value ->
            problems.add(about(answer) + " has no choice " + value + "; it has " + offered));
  }

  private void requireShortText(SurveyAnswer answer) {
    if (answer.values().stream().anyMatch(text -> text.length() > LONGEST_TEXT)) {
      problems.add(about(answer) + " takes at most " + LONGEST_TEXT + " characters");
    }
  }

  private static String about(SurveyAnswer answer) {
    return "question " + answer.question();
  }

  private record Answered(VoterId voter, String question) {}
}
