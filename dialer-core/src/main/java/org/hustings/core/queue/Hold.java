package org.hustings.core.queue;

import java.time.Instant;
import org.hustings.core.id.EntryId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ServerId;
import org.hustings.core.id.SessionId;

/// The exclusive, expiring, numbered right to a number (R4, R5).
///
/// @param number rises with every hold of the phone: what an older holder writes is refused
/// @param until when it ends unless renewed. While an attempt at the number is open the hold does
///   not end by time
public record Hold(PhoneId phone, EntryId entry, Holder holder, long number, Instant until) {

  /// Who holds a number.
  public sealed interface Holder {
    ServerId server();

    /// A volunteer in a session that lives on `server`.
    record OfSession(SessionId session, ServerId server) implements Holder {}

    /// The server itself, while a voicemail plays (R12).
    record OfServer(ServerId server) implements Holder {}
  }
}
