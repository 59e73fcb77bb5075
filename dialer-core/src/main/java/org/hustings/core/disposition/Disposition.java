package org.hustings.core.disposition;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hustings.core.id.VoterId;

/// What is said of one attempt, with all that is written together with it in one transaction (R21).
///
/// @param code the standard action's name or the project's own code
/// @param reached voters spoken with (R11, R13, R17); empty means all targeted at the number
/// @param wrongNumberFor voters for whom the number is wrong (R16); may go with any answered call
/// @param callBackAt when to call again; present exactly for `CALL_BACK`
/// @param notes note by voter, shown the next time somebody calls them
/// @param answers survey answers by voter
/// @param additions what voters told of themselves; kept with the voters, and not among what is
///   read of a disposition later
public record Disposition(
    String code,
    Action action,
    Set<VoterId> reached,
    Set<VoterId> wrongNumberFor,
    Optional<Instant> callBackAt,
    Map<VoterId, String> notes,
    List<SurveyAnswer> answers,
    List<Addition> additions,
    Optional<String> abuse) {

  public Disposition {
    requireNonNull(code, "code");
    requireNonNull(action, "action");
    reached = Set.copyOf(reached);
    wrongNumberFor = Set.copyOf(wrongNumberFor);
    notes = Map.copyOf(notes);
    answers = List.copyOf(answers);
    additions = List.copyOf(additions);
    if (callBackAt.isPresent() != (action == Action.CALL_BACK)) {
      throw new IllegalArgumentException(
          "a time to call back goes with CALL_BACK and only with it, got " + action);
    }
    if (abuse.isPresent() && action != Action.DO_NOT_CALL) {
      throw new IllegalArgumentException("abuse ends all calls to a number, got " + action);
    }
    if (action == Action.WRONG_NUMBER && wrongNumberFor.isEmpty()) {
      throw new IllegalArgumentException("WRONG_NUMBER names at least one voter (R16)");
    }
  }

  /// Without additions.
  public Disposition(
      String code,
      Action action,
      Set<VoterId> reached,
      Set<VoterId> wrongNumberFor,
      Optional<Instant> callBackAt,
      Map<VoterId, String> notes,
      List<SurveyAnswer> answers) {
    this(
        code,
        action,
        reached,
        wrongNumberFor,
        callBackAt,
        notes,
        answers,
        List.of(),
        Optional.empty());
  }

  public Disposition with(List<Addition> told) {
    return new Disposition(
        code, action, reached, wrongNumberFor, callBackAt, notes, answers, told, abuse);
  }

  /// What of it is read later.
  public Disposition asRead() {
    return new Disposition(code, action, reached, wrongNumberFor, callBackAt, notes, answers);
  }

  /// The volunteer was abused: the number is never called again (R17), and a manager hears of it.
  public static Disposition abuse(String text) {
    return new Disposition(
        Action.DO_NOT_CALL.name(),
        Action.DO_NOT_CALL,
        Set.of(),
        Set.of(),
        Optional.empty(),
        Map.of(),
        List.of(),
        List.of(),
        Optional.of(text));
  }

  /// A disposition of the action alone, as the network suggests it (R20).
  public static Disposition plain(Action action) {
    return new Disposition(
        action.name(), action, Set.of(), Set.of(), Optional.empty(), Map.of(), List.of());
  }

  /// One answer to one question of the project's survey.
  ///
  /// @param question the question's key in the survey
  /// @param values the keys of the choices taken, or the text given
  public record SurveyAnswer(VoterId voter, String question, List<String> values) {
    public SurveyAnswer {
      values = List.copyOf(values);
    }
  }
}
