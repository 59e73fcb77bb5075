package org.hustings.schema.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hustings.core.survey.Survey;
import org.hustings.core.survey.Survey.Choice;
import org.hustings.core.survey.Survey.Condition;
import org.hustings.core.survey.Survey.Kind;
import org.hustings.core.survey.Survey.Question;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A survey: an array of questions in their order.
final class SurveyJson {
  private SurveyJson() {}

  static void write(Survey survey, ArrayNode into) {
    survey.questions().forEach(question -> write(question, into.addObject()));
  }

  private static void write(Question question, ObjectNode into) {
    into.put("key", question.key());
    into.put("text", question.text());
    into.put("kind", question.kind().name());
    ArrayNode choices = into.putArray("choices");
    question
        .choices()
        .forEach(choice -> choices.addObject().put("key", choice.key()).put("text", choice.text()));
    question
        .askedIf()
        .ifPresent(condition ->
            into.putObject("askedIf")
                .put("question", condition.question())
                .put("choice", condition.choice()));
  }

  static Survey read(JsonNode node) {
    List<Question> questions = new ArrayList<>();
    node.forEach(question -> questions.add(readQuestion(question)));
    return new Survey(questions);
  }

  private static Question readQuestion(JsonNode node) {
    List<Choice> choices = new ArrayList<>();
    node.path("choices")
        .forEach(choice ->
            choices.add(new Choice(Json.required(choice, "key"), Json.required(choice, "text"))));
    JsonNode condition = node.path("askedIf");
    return new Question(
        Json.required(node, "key"),
        Json.required(node, "text"),
        Kind.valueOf(Json.required(node, "kind")),
        choices,
        condition.isObject()
            ? Optional.of(
                new Condition(
                    Json.required(condition, "question"), Json.required(condition, "choice")))
            : Optional.empty());
  }
}
