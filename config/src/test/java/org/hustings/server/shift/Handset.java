package org.hustings.server.shift;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.hustings.core.id.SessionId;
import org.hustings.core.telephony.Sound;
import org.hustings.core.time.VirtualTime;
import org.hustings.telephony.phonenet.memory.Hears;
import org.hustings.telephony.phonenet.memory.InMemoryNetwork;
import org.hustings.telephony.phonenet.memory.InMemoryPhone;

/// A volunteer's telephone for one call to the campaign: dials in, keys number and PIN, and tells
/// what matters of what is heard.
final class Handset {
  static final String DNIS = "8005550100";
  static final String PIN = "4321";

  /// R24: silence, and then a probe that nobody answers. A probe that is due anyway may be sooner.
  private static final Duration KNOWN_AS_GONE = Duration.ofSeconds(20);

  private final InMemoryPhone phone;
  private final VirtualTime time;
  private final Notebook notebook;
  private final Ear ear;
  private Optional<Connection> connection = Optional.empty();
  private Optional<Instant> vanishedAt = Optional.empty();
  private boolean beeping;

  Handset(InMemoryNetwork network, VirtualTime time, Notebook notebook, Ear ear) {
    this.phone = network.phone(Optional.of("+19195550199"));
    this.time = time;
    this.notebook = notebook;
    this.ear = ear;
  }

  /// Whoever holds it to their ear.
  interface Ear {
    /// "You are connected": to which session?
    SessionId connected();

    /// A machine's beep is over.
    void beeped();

    /// The line is dead.
    void hungUp();
  }

  private record Connection(SessionId session, Instant since) {}

  void dialIn(String volunteerNumber) {
    phone.listen(event -> heard(event, volunteerNumber));
    phone.dial(DNIS);
  }

  void hangUp() {
    leaves(time.instant());
    phone.hangUp();
  }

  /// Out of reach, without a word, until the line is dead.
  void vanish() {
    vanishedAt = Optional.of(time.instant());
    phone.vanish();
  }

  private void heard(InMemoryPhone.Event event, String volunteerNumber) {
    switch (event) {
      case InMemoryPhone.Event.Connected _ -> {
        after(Duration.ofSeconds(2), () -> phone.press(volunteerNumber + "#"));
        after(Duration.ofSeconds(5), () -> phone.press(PIN + "#"));
      }
      case InMemoryPhone.Event.HearsNow(Instant at, Hears what) -> hears(at, what);
      case InMemoryPhone.Event.Keys _ -> {}
      case InMemoryPhone.Event.HungUp(Instant at, boolean _) -> {
        leaves(at);
        if (vanishedAt.filter(since -> at.isAfter(since.plus(KNOWN_AS_GONE))).isPresent()) {
          notebook.surprised("R24: the line of " + volunteerNumber + " was dead late, at " + at);
        }
        ear.hungUp();
      }
    }
  }

  private void hears(Instant at, Hears what) {
    boolean beepedBefore = beeping;
    beeping = what.equals(new Hears.Voice(Hears.Says.BEEP));
    switch (what) {
      case Hears.Played(Sound.Prompt(String name)) when name.equals("connected") ->
          connection = Optional.of(new Connection(ear.connected(), at));
      case Hears.Played(Sound.Prompt(String name)) when name.equals("goodbye") -> leaves(at);
      case Hears.Voice(Hears.Says says) when beepedBefore && says == Hears.Says.NOTHING ->
          ear.beeped();
      case Hears.Played _, Hears.Voice _, Hears.Quiet _ -> {}
    }
  }

  /// R25: what the campaign will be charged for.
  private void leaves(Instant at) {
    connection.ifPresent(up -> notebook.connected(up.session(), Duration.between(up.since(), at)));
    connection = Optional.empty();
  }

  private void after(Duration wait, Runnable what) {
    time.at(time.instant().plus(wait), what);
  }
}
