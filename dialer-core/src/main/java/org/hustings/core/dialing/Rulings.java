package org.hustings.core.dialing;

import java.time.Instant;
import org.hustings.core.dialing.Transactions.Stores;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.queue.Household;
import org.hustings.core.queue.Ruling;

/// Has the rules say anew what becomes of a number and the people behind it: whatever changes a
/// fact ends here.
final class Rulings {
  private final EnginePorts ports;

  Rulings(EnginePorts ports) {
    this.ports = ports;
  }

  /// Within the transaction that changed the fact.
  Ruling rule(Stores stores, PhoneId phone, Instant now) {
    Household household = stores.queue().lockHousehold(phone);
    Ruling ruling = ports.law().settlement().settle(household, now);
    stores.queue().save(household, ruling);
    return ruling;
  }

  /// In a transaction of its own.
  Ruling rule(CampaignId campaign, PhoneId phone) {
    Instant now = ports.now();
    return ports.transactions().in(campaign, stores -> rule(stores, phone, now));
  }
}
