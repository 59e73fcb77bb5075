package org.hustings.core.voter;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.UserId;
import org.hustings.core.id.VoterId;

/// A voter–number pair.
///
/// @param score accuracy, 0 to 100
/// @param source where the pair comes from, for example the name of a file
/// @param wrong flagged as a wrong number for this voter (R16)
public record Link(VoterId voter, PhoneId phone, int score, String source, boolean wrong) {
  public Link {
    requireNonNull(voter, "voter");
    requireNonNull(phone, "phone");
    requireNonNull(source, "source");
    if (score < 0 || score > 100) {
      throw new IllegalArgumentException("a score is from 0 to 100, got " + score);
    }
  }

  /// The source of a number that a voter told in a call.
  ///
  /// @param volunteer who heard it; empty if that is not known
  public static String toldTo(Optional<UserId> volunteer) {
    return volunteer.map(id -> "told to volunteer " + id).orElse("told");
  }

  public Link flaggedWrong(boolean flag) {
    return flag == wrong ? this : new Link(voter, phone, score, source, flag);
  }
}
