package org.hustings.api.session;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hustings.core.session.SessionView.Person;
import org.hustings.core.session.VoterProfile;

/// A person at the number on the screen. What is not known is left out.
///
/// @param score of the link between person and number
/// @param otherNumbers with all but the last four digits left out
public record PersonBody(
    long voter,
    String name,
    Optional<String> firstName,
    Optional<String> lastName,
    Optional<String> sayAs,
    boolean targeted,
    boolean done,
    boolean wrongNumber,
    int score,
    Optional<Integer> age,
    Optional<String> language,
    Optional<String> address,
    Optional<String> city,
    Optional<String> state,
    Optional<String> email,
    List<String> otherNumbers,
    List<String> notes,
    List<PastCallBody> pastCalls) {

  /// @param outcome the code of the disposition that stands
  /// @param by the volunteer's first name
  public record PastCallBody(Instant at, String outcome, String project, Optional<String> by) {
    static PastCallBody of(VoterProfile.PastCall call) {
      return new PastCallBody(call.at(), call.code(), call.project(), known(call.by()));
    }
  }

  static PersonBody of(Person person) {
    VoterProfile profile = person.profile();
    VoterProfile.Contact contact = profile.contact();
    return new PersonBody(
        person.voter(),
        person.name(),
        known(profile.called().first()),
        known(profile.called().last()),
        known(profile.called().sayAs()),
        person.targeted(),
        person.done(),
        person.wrongNumber(),
        contact.score(),
        person.age(),
        known(contact.language()),
        known(profile.home().address()),
        known(profile.home().city()),
        known(profile.home().state()),
        known(contact.email()),
        contact.otherNumbers().stream().map(digits -> "…" + digits).toList(),
        person.notes(),
        profile.pastCalls().stream().map(PastCallBody::of).toList());
  }

  private static Optional<String> known(String text) {
    return Optional.of(text).filter(some -> !some.isEmpty());
  }
}
