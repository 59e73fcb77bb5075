package org.hustings.server.bench;

import java.time.Instant;
import java.util.Optional;
import org.hustings.core.account.DialInRegister;
import org.hustings.core.id.CampaignId;

/// Lets nobody dial in: a bench asks the engine itself.
final class Nobody implements DialInRegister {
  @Override
  public Optional<CampaignId> campaignAt(String dnis) {
    return Optional.empty();
  }

  @Override
  public PinCheck check(
      CampaignId campaign,
      Optional<String> caller,
      String volunteerNumber,
      String pin,
      Instant now) {
    return new PinCheck.Wrong();
  }

  @Override
  public CodeCheck checkCode(
      CampaignId campaign, Optional<String> caller, String digits, Instant now) {
    return new CodeCheck.Wrong();
  }
}
