package org.hustings.core.scripted;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.hustings.core.account.OwnPhones;
import org.hustings.core.dialing.Transactions.StoreUnavailable;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.UserId;
import org.hustings.core.voter.PhoneNumber;

/// The telephones that a test gave to volunteers. How often they were asked for is PostgreSQL's to
/// count; here a test says when it was too often.
public final class ScriptedOwnPhones implements OwnPhones {
  private final Map<UserId, PhoneNumber> numbers = new HashMap<>();
  private Optional<Instant> tooOftenUntil = Optional.empty();
  private boolean away;

  public void give(UserId volunteer, PhoneNumber number) {
    numbers.put(volunteer, number);
  }

  public void tooOftenUntil(Instant again) {
    tooOftenUntil = Optional.of(again);
  }

  public void isAway() {
    away = true;
  }

  @Override
  public Grant take(CampaignId campaign, UserId volunteer, Instant now) {
    if (away) {
      throw new StoreUnavailable("scripted so", new IllegalStateException("scripted so"));
    }
    return tooOftenUntil
        .<Grant>map(Grant.TooOften::new)
        .or(() -> Optional.ofNullable(numbers.get(volunteer)).map(Grant.Granted::new))
        .orElseGet(Grant.NoPhone::new);
  }
}
