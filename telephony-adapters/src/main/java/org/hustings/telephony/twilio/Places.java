package org.hustings.telephony.twilio;

import java.net.URI;
import org.hustings.core.id.LegId;

/// Where Twilio finds what: the URLs of our webhooks.
///
/// | | |
/// |---|---|
/// | `/call` | a call comes in, by telephone or from a volunteer's browser |
/// | `/call/events` | how an incoming call goes |
/// | `/leg/{leg}/next?n=` | what now? `n` names the document that is through |
/// | `/leg/{leg}/events` | how a call of ours goes |
/// | `/leg/{leg}/answered-by` | who it sounds like |
/// | `/leg/{leg}/recording` | a recording of a leg is there |
/// | `/sound/…` | a prompt or recording, see [Sounds] |
/// | `/known` | another server asks whether a leg or a call is ours, see [Inquiry] |
record Places(URI root) {
  static final String CALL = "/call";
  static final String CALL_EVENTS = "/call/events";
  static final String LEG = "/leg/";
  static final String NEXT = "/next";
  static final String EVENTS = "/events";
  static final String ANSWERED_BY = "/answered-by";
  static final String RECORDING = "/recording";
  static final String SOUND = "/sound/";
  static final String KNOWN = "/known";

  /// @param through the document that led there; 0 for none
  URI next(LegId leg, int through) {
    return URI.create(root + LEG + leg + NEXT + "?n=" + through);
  }

  URI events(LegId leg) {
    return URI.create(root + LEG + leg + EVENTS);
  }

  URI answeredBy(LegId leg) {
    return URI.create(root + LEG + leg + ANSWERED_BY);
  }

  URI recording(LegId leg) {
    return URI.create(root + LEG + leg + RECORDING);
  }

  URI at(String target) {
    return URI.create(root + target);
  }
}
