package org.hustings.core.call;

import java.util.List;
import java.util.Optional;
import org.hustings.core.call.Call.Effect;
import org.hustings.core.call.Call.Event;

/// Why a call does not do what it is asked: a code for programs, a sentence for the volunteer.
final class Refusals {
  private Refusals() {}

  static Effect tooEarly(Event.Asked asked) {
    return refuse(asked.ticket(), "not-answered", "Nobody has answered yet.");
  }

  static Effect tooLate(Event.Asked asked) {
    return refuse(asked.ticket(), "call-over", "This call is over already.");
  }

  static Effect beingSaved(long ticket) {
    return refuse(ticket, "being-saved", "An outcome of this call is being saved already.");
  }

  static Effect notPlaced(long ticket) {
    return refuse(
        ticket,
        "not-placed",
        "The call never got through to the voter, so there is no outcome to keep."
            + " The number goes back to its place.");
  }

  static List<Effect> notSavedYet(List<Long> tickets) {
    return tickets.stream()
        .map(ticket ->
            refuse(
                ticket,
                "not-saved-yet",
                "The outcome is not saved yet: the database cannot be reached."
                    + " It is kept here and saved as soon as possible; do not close this page."))
        .toList();
  }

  static List<Effect> all(List<Long> tickets, Event.WriteRefused why) {
    return tickets.stream()
        .<Effect>map(ticket -> new Effect.Refuse(ticket, why.code(), why.sentence(), why.next()))
        .toList();
  }

  private static Effect refuse(long ticket, String code, String sentence) {
    return new Effect.Refuse(ticket, code, sentence, Optional.empty());
  }
}
