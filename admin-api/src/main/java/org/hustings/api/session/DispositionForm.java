package org.hustings.api.session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hustings.api.http.Problem;
import org.hustings.api.http.Problem.FieldError;
import org.hustings.core.disposition.Action;
import org.hustings.core.disposition.Disposition;
import org.hustings.core.disposition.Disposition.SurveyAnswer;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.VoterId;
import org.jspecify.annotations.Nullable;

/// What a volunteer, or a manager who corrects, says of an attempt, as it is sent.
///
/// @param code a standard disposition or one of the project's own
/// @param profile what voters told of themselves; only a volunteer's disposition has it
public record DispositionForm(
    @Nullable UUID attempt,
    String code,
    @Nullable List<Long> reached,
    @Nullable List<Long> wrongNumberFor,
    @Nullable Instant callBackAt,
    @Nullable List<NoteForm> notes,
    @Nullable List<AnswerForm> answers,
    @Nullable List<ProfileForm> profile) {

  public record NoteForm(long voter, String text) {}

  public record AnswerForm(long voter, String question, List<String> values) {}

  /// Finds what a code of the project's own does.
  @FunctionalInterface
  public interface Codes {
    Optional<Action> actionOf(String code);
  }

  public AttemptId attemptId() {
    if (attempt == null) {
      throw Problem.invalid("#/attempt", "is missing; expected a UUID").asException();
    }
    return new AttemptId(attempt);
  }

  /// @throws Problem.Refused if the parts do not fit each other
  public Disposition read(Codes own) {
    Action action =
        standard(code)
            .or(() -> own.actionOf(code))
            .orElseThrow(() ->
                Problem.invalid(
                        "#/code",
                        "is neither a standard disposition nor one of this project's own, got "
                            + code)
                    .asException());
    refuseWhatDoesNotFit(action);
    return new Disposition(
        code,
        action,
        voters(reached),
        voters(wrongNumberFor),
        Optional.ofNullable(callBackAt),
        notesByVoter(),
        orEmpty(answers).stream()
            .map(answer ->
                new SurveyAnswer(new VoterId(answer.voter()), answer.question(), answer.values()))
            .toList());
  }

  /// @throws Problem.Refused if the parts do not fit each other, or a number is none
  public Disposition read(Codes own, ProfileForm.Numbers numbers) {
    return read(own).with(ProfileForm.read(profile, numbers));
  }

  private void refuseWhatDoesNotFit(Action action) {
    List<FieldError> errors = new ArrayList<>();
    if (action == Action.CALL_BACK && callBackAt == null) {
      errors.add(FieldError.at("#/callBackAt", "is missing; say when to call back (R18)"));
    }
    if (action != Action.CALL_BACK && callBackAt != null) {
      errors.add(FieldError.at("#/callBackAt", "goes only with CALL_BACK; leave it out"));
    }
    if (action == Action.WRONG_NUMBER && orEmpty(wrongNumberFor).isEmpty()) {
      errors.add(
          FieldError.at("#/wrongNumberFor", "name at least one voter who is not there (R16)"));
    }
    if (!errors.isEmpty()) {
      throw Problem.invalid(errors).asException();
    }
  }

  /// What the server alone says is no choice.
  private static Optional<Action> standard(String code) {
    return Arrays.stream(Action.values())
        .filter(Action::isChosen)
        .filter(action -> action.name().equals(code))
        .findFirst();
  }

  private Map<VoterId, String> notesByVoter() {
    return orEmpty(notes).stream()
        .filter(note -> !note.text().isBlank())
        .collect(
            Collectors.toMap(
                note -> new VoterId(note.voter()),
                NoteForm::text,
                (one, other) -> one + "\n" + other));
  }

  private static Set<VoterId> voters(@Nullable List<Long> ids) {
    return orEmpty(ids).stream().map(VoterId::new).collect(Collectors.toSet());
  }

  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
