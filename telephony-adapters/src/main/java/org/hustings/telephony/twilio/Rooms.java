package org.hustings.telephony.twilio;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.hustings.core.id.LegId;

/// Who is with whom in whose room. A room is named after its host, which stays in it when the guest
/// leaves. Safe for many threads.
final class Rooms {
  private final Map<LegId, Pair> pairs = new HashMap<>();

  private record Pair(TwilioLeg host, TwilioLeg guest) {}

  /// Brings two legs together, each out of where it was.
  synchronized void join(TwilioLeg one, TwilioLeg other) {
    if (one == other || !one.canHear() || !other.canHear()) {
      return;
    }
    leave(one);
    leave(other);
    Pair pair = other.isVolunteers() ? new Pair(other, one) : new Pair(one, other);
    pairs.put(one.id(), pair);
    pairs.put(other.id(), pair);
    String name = nameOf(pair.host.id());
    pair.host.hears(ear -> ear.enter(name, true));
    pair.guest.hears(ear -> ear.enter(name, false));
  }

  /// Takes a leg out of its bridge, if it is in one; the other is left in quiet.
  synchronized void leave(TwilioLeg leg) {
    Optional.ofNullable(pairs.remove(leg.id()))
        .ifPresent(pair -> {
          TwilioLeg other = pair.host == leg ? pair.guest : pair.host;
          pairs.remove(other.id());
          pair.guest.hears(Ear::quiet);
          pair.host.hears(Ear::quiet);
        });
  }

  /// Twilio wants no personal data in a room's name.
  private static String nameOf(LegId host) {
    return "leg-" + host;
  }
}
