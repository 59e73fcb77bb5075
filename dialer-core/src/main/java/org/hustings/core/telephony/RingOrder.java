package org.hustings.core.telephony;

import java.time.Duration;
import java.util.Optional;
import org.hustings.core.id.LegId;
import org.hustings.core.voter.PhoneNumber;

/// An order to ring one telephone, once: what an adapter needs to know, whoever it is that is
/// called. Both kinds are made in `dialing` alone, each in one place (an article of the law), so
/// that nothing rings that neither a claim nor an account named.
public sealed interface RingOrder permits DialOrder, CallMeOrder {
  /// Minted and owned before.
  LegId leg();

  PhoneNumber to();

  /// What the called party sees; empty for what the trunk shows by itself.
  Optional<PhoneNumber> callerId();

  /// How long to let it ring before the adapter gives up.
  Duration ringFor();

  /// Whether the network is to guess if a machine answered.
  boolean machineHint();

  /// The channel held for it.
  Telephony.Permit permit();
}
