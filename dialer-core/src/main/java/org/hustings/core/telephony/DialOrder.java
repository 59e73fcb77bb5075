package org.hustings.core.telephony;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import org.hustings.core.id.LegId;
import org.hustings.core.voter.PhoneNumber;

/// The order to call one voter, once. Only `dialing.PlaceCall` makes one, after the attempt is
/// committed (R22); an architecture test holds everybody else to it, so that nothing is dialed that
/// did not come from a claim.
///
/// @param leg minted before, and stored with the attempt
/// @param ringFor how long to let it ring before the adapter gives up
/// @param machineHint whether to tell if whoever answers sounds like a machine
///   ([LegEvent.AnsweredBy]). The call waits for nothing because of it; an adapter that does not
///   declare [Telephony.Capability#MACHINE_HINT] does without
/// @param permit the channel held for it
public record DialOrder(
    LegId leg,
    PhoneNumber to,
    Optional<PhoneNumber> callerId,
    Duration ringFor,
    boolean machineHint,
    Telephony.Permit permit)
    implements RingOrder {
  public DialOrder {
    requireNonNull(leg, "leg");
    requireNonNull(to, "to");
    requireNonNull(callerId, "callerId");
    requireNonNull(ringFor, "ringFor");
    requireNonNull(permit, "permit");
  }
}
