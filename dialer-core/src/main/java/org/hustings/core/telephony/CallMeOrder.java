package org.hustings.core.telephony;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import org.hustings.core.id.LegId;
import org.hustings.core.voter.PhoneNumber;

/// The order to call a volunteer who asked for it, once. Only `dialing.CallMe` makes one, with the
/// number that stands in the volunteer's account.
public record CallMeOrder(
    LegId leg,
    PhoneNumber to,
    Optional<PhoneNumber> callerId,
    Duration ringFor,
    Telephony.Permit permit)
    implements RingOrder {
  public CallMeOrder {
    requireNonNull(leg, "leg");
    requireNonNull(to, "to");
    requireNonNull(callerId, "callerId");
    requireNonNull(ringFor, "ringFor");
    requireNonNull(permit, "permit");
  }

  /// Who answers presses a key, which tells machines from people for sure.
  @Override
  public boolean machineHint() {
    return false;
  }
}
