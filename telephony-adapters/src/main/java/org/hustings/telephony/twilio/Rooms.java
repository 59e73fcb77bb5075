package org.hustings.telephony.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hustings.core.id.LegId;

/// Who is with whom in whose room. A room is named after its host, which stays in it when the guest
/// leaves. Safe for many threads.
///
/// An account may serve other programs, and other installations of this one. So a room's name says
/// whose it is: it begins with a mark made of the URL that the account reaches our webhooks at,
/// which all servers of one installation share.
final class Rooms {
  private static final int MARK = 8;

  private final String prefix;
  private final Pattern shape;
  private final Map<LegId, Pair> pairs = new HashMap<>();

  /// @param webhooks the installation's
  Rooms(URI webhooks) {
    String mark = UUID.nameUUIDFromBytes(webhooks.toString().getBytes(UTF_8)).toString();
    this.prefix = "hustings-" + mark.substring(0, MARK) + "-";
    this.shape = Pattern.compile(prefix + "([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})");
  }

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

  /// Twilio wants no personal data in a room's name, and at most 64 characters.
  String nameOf(LegId host) {
    return prefix + host;
  }

  /// Whose room it is; empty for one that is not this installation's.
  Optional<LegId> hostOf(String name) {
    Matcher ours = shape.matcher(name);
    return ours.matches()
        ? Optional.of(new LegId(UUID.fromString(ours.group(1))))
        : Optional.empty();
  }
}
