package org.hustings.core.voter;

import java.time.Instant;
import java.util.Optional;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.UserId;

/// The campaign's do-not-call list as stored (R17); used inside one transaction. It is kept by
/// number and not by phone, so that it also holds numbers that no file has brought yet, and an
/// import cannot bring one back.
public interface DoNotCallList {

  /// Puts a number on the list; without effect if it is on it already.
  ///
  /// @param by the volunteer or manager; empty for an import
  /// @return the campaign's phone with this number, if it has one: its household is to be ruled on
  ///   anew
  Optional<PhoneId> add(PhoneNumber number, Optional<UserId> by, Source source, Instant at);

  /// Puts a phone's number on the list.
  void add(PhoneId phone, Optional<UserId> by, Source source, Instant at);

  boolean holds(PhoneNumber number);

  /// How a number came on the list.
  enum Source {
    /// The person said so in a call.
    DISPOSITION,
    MANAGER,
    IMPORT
  }
}
