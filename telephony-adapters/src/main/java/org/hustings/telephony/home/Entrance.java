package org.hustings.telephony.home;

import static java.util.Comparator.comparing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hustings.core.telephony.Telephony.Capability;
import org.hustings.core.telephony.Telephony.UnsupportedCapability;
import org.hustings.telephony.home.Homes.Home;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// By which home a volunteer comes in who is not in any yet
/// (docs/decisions/0156-the-home-is-chosen-when-one-connects.md, 0158).
///
/// @param homes the preferred one first
/// @param forBrowsers the same, in the order in which browsers are taken to one that can have them
record Entrance(List<Home> homes, List<Home> forBrowsers) {
  private static final Logger LOG = LoggerFactory.getLogger(Entrance.class);

  Entrance {
    homes = List.copyOf(homes);
    forBrowsers = List.copyOf(forBrowsers);
  }

  /// Those that can have browsers.
  List<Home> takingBrowsers() {
    List<Home> taking = forBrowsers.stream().filter(home -> home.can(Capability.BROWSER)).toList();
    if (taking.isEmpty()) {
      throw new UnsupportedCapability(Capability.BROWSER);
    }
    return taking;
  }

  /// The wished one while it is well; then the first that is. With none that is well the volunteer
  /// gets in all the same, and is told when they call.
  Home forBrowser(Optional<String> wished) {
    List<Home> taking = new ArrayList<>(takingBrowsers());
    taking.sort(comparing(home -> !wished.equals(Optional.of(home.name()))));
    Home chosen =
        taking.stream()
            .filter(home -> home.well().getAsBoolean())
            .findFirst()
            .orElse(taking.getFirst());
    came(wished, chosen);
    return chosen;
  }

  /// Those that may call a volunteer: the wished one alone while it is well, though another may
  /// have a channel now and it has none, since the voters would be called from there, too. Else all
  /// that can.
  List<Home> forCall(Optional<String> wished) {
    List<Home> calling = homes.stream().filter(home -> home.can(Capability.CALL_ME)).toList();
    return calling.stream()
        .filter(home -> wished.equals(Optional.of(home.name())))
        .filter(home -> home.well().getAsBoolean())
        .findFirst()
        .map(List::of)
        .orElse(calling);
  }

  /// Logs where it is not as wished.
  void came(Optional<String> wished, Home home) {
    if (wished.isPresent() && !wished.get().equals(home.name())) {
      LOG.atInfo()
          .setMessage(
              "A volunteer is connected elsewhere than wished for: the home is unknown, not well,"
                  + " or has no way in of this kind")
          .addKeyValue("event", "home-not-as-wished")
          .addKeyValue("wished", wished.get())
          .addKeyValue("home", home.name())
          .log();
    }
  }
}
