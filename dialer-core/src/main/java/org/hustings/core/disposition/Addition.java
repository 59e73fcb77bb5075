package org.hustings.core.disposition;

import static java.util.Objects.requireNonNull;

import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hustings.core.id.VoterId;
import org.hustings.core.voter.PhoneNumber;

/// What a voter told of themselves in a call. It stands over what a file says of them, and a file
/// that is imported again does not take it back. What was not told stays as it is.
///
/// @param number another number at which the voter can be reached
public record Addition(VoterId voter, Told told, Optional<OtherNumber> number) {
  /// How much a number counts that was told in a call, out of 100: it is tried after those of a
  /// file (R2).
  public static final int SCORE = 10;

  public Addition {
    requireNonNull(voter, "voter");
    requireNonNull(told, "told");
    requireNonNull(number, "number");
    if (told.equals(Told.NOTHING) && number.isEmpty()) {
      throw new IllegalArgumentException("expected something that was told, got nothing");
    }
  }

  /// @param sayAs how the name is spoken
  /// @param language as the files have it, for example `es`
  public record Told(
      Optional<String> firstName,
      Optional<String> lastName,
      Optional<String> sayAs,
      Optional<String> email,
      Optional<String> language) {
    public static final Told NOTHING =
        new Told(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    public Told {
      if (Stream.of(firstName, lastName, sayAs, email, language)
          .flatMap(Optional::stream)
          .anyMatch(String::isBlank)) {
        throw new IllegalArgumentException("expected text or nothing, got blanks");
      }
    }

    /// This, and of what it does not say, what was told `before`.
    public Told over(Told before) {
      return new Told(
          firstName.or(before::firstName),
          lastName.or(before::lastName),
          sayAs.or(before::sayAs),
          email.or(before::email),
          language.or(before::language));
    }
  }

  /// @param numberZones what the number itself says of its zones (R7); empty if nothing
  public record OtherNumber(PhoneNumber number, Set<ZoneId> numberZones) {
    public OtherNumber {
      requireNonNull(number, "number");
      numberZones = Set.copyOf(numberZones);
    }
  }
}
