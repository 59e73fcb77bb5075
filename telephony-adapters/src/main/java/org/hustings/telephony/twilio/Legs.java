package org.hustings.telephony.twilio;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.hustings.core.id.LegId;

/// The legs that are not over, by our name and by Twilio's. Safe for many threads.
final class Legs {
  private final Map<LegId, TwilioLeg> byId = new ConcurrentHashMap<>();
  private final Map<String, TwilioLeg> bySid = new ConcurrentHashMap<>();

  void add(TwilioLeg leg) {
    byId.put(leg.id(), leg);
  }

  /// @param sid Twilio's name of its call
  void named(String sid, TwilioLeg leg) {
    bySid.put(sid, leg);
  }

  void remove(TwilioLeg leg) {
    byId.remove(leg.id(), leg);
    leg.sid().ifPresent(sid -> bySid.remove(sid, leg));
  }

  Optional<TwilioLeg> find(LegId id) {
    return Optional.ofNullable(byId.get(id));
  }

  Optional<TwilioLeg> find(String sid) {
    return Optional.ofNullable(bySid.get(sid));
  }

  int size() {
    return byId.size();
  }
}
