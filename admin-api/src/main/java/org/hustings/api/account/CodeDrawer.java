package org.hustings.api.account;

import static java.util.Objects.requireNonNull;

import org.hustings.core.account.DialInCode;
import org.hustings.core.account.Identity;
import org.hustings.core.account.PinStore;
import org.hustings.core.account.PinStore.CodeFor;
import org.hustings.core.account.PinStore.Validity;

/// Draws one-time codes. One a person: a new one makes the older void, whatever each is for.
public final class CodeDrawer {
  /// Codes that others have, or that are volunteer numbers, are drawn again.
  private static final int MOST_DRAWS = 50;

  private final PinStore pins;
  private final Secrets secrets = new Secrets();

  public CodeDrawer(PinStore pins) {
    this.pins = requireNonNull(pins, "pins");
  }

  /// Gives somebody a code.
  public DialInCode draw(Identity self, CodeFor purpose, Validity validity) {
    for (int draws = 0; draws < MOST_DRAWS; draws++) {
      DialInCode code = new DialInCode(secrets.digits(DialInCode.LENGTH));
      if (!pins.isVolunteerNumber(self.campaign(), code.digits())
          && pins.putCode(
              self.campaign(), self.user(), code.hashIn(self.campaign()), purpose, validity)) {
        return code;
      }
    }
    throw new IllegalStateException("no code is free after " + MOST_DRAWS + " draws");
  }
}
