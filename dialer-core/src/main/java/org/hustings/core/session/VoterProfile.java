package org.hustings.core.session;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/// What a volunteer is shown of a person beside name and marks: what the file says, and over it
/// what the person told a volunteer. Texts are empty where nothing is known.
///
/// @param pastCalls latest first
public record VoterProfile(Called called, Home home, Contact contact, List<PastCall> pastCalls) {
  /// The most past calls that are shown of a person.
  public static final int MOST_PAST_CALLS = 10;

  public VoterProfile {
    requireNonNull(called, "called");
    requireNonNull(home, "home");
    requireNonNull(contact, "contact");
    pastCalls = List.copyOf(pastCalls);
  }

  /// @param sayAs how the name is spoken
  public record Called(String first, String last, String sayAs) {}

  public record Home(String address, String city, String state) {}

  /// @param score of the link to the number on the screen, 0 to 100
  /// @param otherNumbers the last four digits of each: enough to ask "is it the one that ends
  ///   in…?", too little to dial past the rules
  public record Contact(String language, String email, int score, List<String> otherNumbers) {
    public Contact {
      otherNumbers = List.copyOf(otherNumbers);
    }
  }

  /// A call that had to do with the person: made at one of their numbers, and not said to have
  /// reached others alone.
  ///
  /// @param code of the disposition that stands
  /// @param project its name
  /// @param by the volunteer's first name; empty where it is not known
  public record PastCall(Instant at, String code, String project, String by) {}
}
