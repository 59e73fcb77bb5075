package org.hustings.telephony.sip;

import java.util.Map;
import org.hustings.core.id.LegId;
import org.hustings.telephony.media.MediaLegListener;
import org.hustings.telephony.media.dtmf.Digit;

/// Brings the keys that a leg's media hear to the lane.
record Keys(Exchange exchange, LegId id, Map<LegId, SipLeg> legs) implements MediaLegListener {
  @Override
  public void digit(Digit digit) {
    exchange
        .lane()
        .post(() -> {
          SipLeg leg = legs.get(id);
          if (leg != null) {
            leg.sound().digit(digit.key());
          }
        });
  }
}
