package org.hustings.core.project;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hustings.core.id.RecordingId;
import org.hustings.core.survey.Survey;
import org.hustings.core.voter.PhoneNumber;

/// What a manager sets for a project.
///
/// @param hours weekly calling hours and closed dates (R6)
/// @param legalWindow the called party's local time within which anybody may be called (R7)
/// @param unknownZones what to do with a number that says nothing of where it is (R7)
/// @param attemptLimit attempts at a number, counted across projects, from which this project
///   leaves it alone (R19)
/// @param retryDelay how long a number rests after busy, no answer or failure (R14)
/// @param ringFor how long a voter's phone rings (R14)
/// @param suppression entries are left out while another project called their number within this
///   time (R9); zero for never
/// @param wrapUpGrace how long an attempt waits for the outcome of a volunteer who is gone (R20,
///   R24)
/// @param callerId the number presented to voters; empty for the trunk's own
/// @param script what the volunteer reads, Markdown with `{voter}` and `{volunteer}`
/// @param dispositions the project's own dispositions, each mapped to one action
/// @param voicemail the message dropped on answering machines (R12); empty if there is none
/// @param lines how its calls are carried
public record ProjectSettings(
    CallingHours hours,
    LegalWindow legalWindow,
    UnknownZones unknownZones,
    int attemptLimit,
    Duration retryDelay,
    Duration ringFor,
    Duration suppression,
    Duration wrapUpGrace,
    Optional<PhoneNumber> callerId,
    String script,
    Survey survey,
    List<OwnDisposition> dispositions,
    Access access,
    Optional<RecordingId> voicemail,
    Lines lines) {

  public ProjectSettings {
    requireNonNull(hours, "hours");
    requireNonNull(legalWindow, "legalWindow");
    requireNonNull(unknownZones, "unknownZones");
    requireNonNull(script, "script");
    requireNonNull(survey, "survey");
    requireNonNull(access, "access");
    requireNonNull(callerId, "callerId");
    requireNonNull(voicemail, "voicemail");
    requireNonNull(lines, "lines");
    dispositions = List.copyOf(dispositions);
    within("attemptLimit", attemptLimit, 1, 20);
    within("retryDelay", retryDelay, Duration.ofMinutes(1), Duration.ofDays(30));
    within("ringFor", ringFor, Duration.ofSeconds(5), Duration.ofSeconds(120));
    within("suppression", suppression, Duration.ZERO, Duration.ofDays(365));
    within("wrapUpGrace", wrapUpGrace, Duration.ofSeconds(10), Duration.ofMinutes(30));
  }

  private static <T extends Comparable<T>> void within(String name, T value, T least, T most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          name + " must be from " + least + " to " + most + ", got " + value);
    }
  }

  /// The defaults of the rules (R14, R19, R7) with the given hours.
  public static ProjectSettings defaults(CallingHours hours) {
    return new ProjectSettings(
        hours,
        LegalWindow.DEFAULT,
        UnknownZones.NARROWEST_WINDOW,
        3,
        Duration.ofMinutes(30),
        Duration.ofSeconds(60),
        Duration.ZERO,
        Duration.ofMinutes(2),
        Optional.empty(),
        "",
        Survey.NONE,
        List.of(),
        Access.everyone(),
        Optional.empty(),
        Lines.PLAIN);
  }

  /// How a project's calls are carried. Wishes: what cannot be met is done without.
  ///
  /// @param machineHint the screen tells if whoever answers sounds like a machine. It is a hint,
  ///   and the volunteer decides
  /// @param home the home of media by which its volunteers' browsers are connected, and volunteers
  ///   called who ask for it, while it is well, by the name that the server's settings give it;
  ///   empty for the first that is
  public record Lines(boolean machineHint, Optional<String> home) {
    /// Nothing is wished for.
    public static final Lines PLAIN = new Lines(false, Optional.empty());

    private static final int LONGEST_NAME = 64;

    public Lines {
      home.ifPresent(name -> {
        if (name.isBlank() || name.length() > LONGEST_NAME) {
          throw new IllegalArgumentException(
              "home must be a name of 1 to " + LONGEST_NAME + " characters, got " + name.length());
        }
      });
    }
  }

  /// What to do with a number whose zones are unknown.
  public enum UnknownZones {
    /// It must be inside the legal window in every zone of the campaign's country.
    NARROWEST_WINDOW,
    NOT_CALLABLE
  }

  /// A project's own disposition.
  ///
  /// @param code unique within the project, upper case
  /// @param label what the button says
  public record OwnDisposition(
      String code, String label, org.hustings.core.disposition.Action action) {}
}
