package org.hustings.telephony.phonenet.memory;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.LegEnd;
import org.hustings.core.telephony.LegEnd.Blame;
import org.hustings.core.telephony.LegEnd.By;
import org.hustings.core.telephony.LegEnd.Outcome;
import org.hustings.core.telephony.LegEnd.Placed;
import org.hustings.core.telephony.LegEvent;
import org.hustings.core.telephony.LegEvent.AnsweredBy.Who;
import org.hustings.core.telephony.Sound;
import org.hustings.core.telephony.Telephony.Permit;
import org.hustings.core.telephony.Telephony.PlaybackId;
import org.hustings.core.telephony.Telephony.Rejection;
import org.hustings.core.time.Timers.Timer;
import org.hustings.telephony.phonenet.memory.Hears.Played;
import org.hustings.telephony.phonenet.memory.Hears.Quiet;
import org.hustings.telephony.phonenet.memory.Hears.Voice;
import org.jspecify.annotations.Nullable;

/// One call between a server and a far end. Only the network's inbox touches it.
final class InMemoryLeg {
  private enum Phase {
    /// The far end calls; the server has not answered.
    OFFERED,
    /// The server calls; the far end has not answered.
    DIALING,
    ALERTING,
    UP,
    OVER
  }

  private final InMemoryNetwork network;
  private final InMemoryTelephony server;
  private final LegId id;
  private final Optional<Permit> channel;
  private Phase phase = Phase.DIALING;
  private boolean rang;
  private boolean silent;
  private @Nullable FarEnd far;
  private @Nullable InMemoryLeg bridged;
  private @Nullable InMemoryPlayback playback;
  private @Nullable Timer silence;

  /// @param channel held for it, and given back at its end
  InMemoryLeg(
      InMemoryNetwork network, InMemoryTelephony server, LegId id, Optional<Permit> channel) {
    this.network = network;
    this.server = server;
    this.id = id;
    this.channel = channel;
  }

  LegId id() {
    return id;
  }

  boolean isOf(InMemoryTelephony other) {
    return server == other;
  }

  boolean isOver() {
    return phase == Phase.OVER;
  }

  /// What another server needs to end the leg.
  String dialog() {
    return "phonenet " + id;
  }

  // From the far end.

  void dialed(FarEnd end) {
    far = end;
    network.register(this);
  }

  void accepted() {
    tell(new LegEvent.Accepted(id, now(), dialog()));
    tell(new LegEvent.Established(id, now(), dialog()));
  }

  void ringing() {
    phase = Phase.ALERTING;
    rang = true;
    tell(new LegEvent.Ringing(id, now(), network.settings().earlyMedia()));
  }

  void pickedUp() {
    phase = Phase.UP;
    tell(new LegEvent.Answered(id, now()));
    hear(new Quiet());
  }

  /// The network has listened to who answered.
  void soundsLike(Who who) {
    tell(new LegEvent.AnsweredBy(id, now(), who));
  }

  void offered(FarEnd end, LegEvent.Offered offer) {
    far = end;
    phase = Phase.OFFERED;
    network.register(this);
    tell(offer);
  }

  void pressed(char key) {
    if (phase == Phase.UP) {
      tell(new LegEvent.Digit(id, now(), key));
    }
  }

  /// The far end says something else than before.
  void saysOtherwise() {
    if (bridged != null) {
      bridged.hear(new Voice(says()));
    }
  }

  /// The far end sends nothing any more, or sends again.
  void fellSilent(boolean quiet) {
    silent = quiet;
    if (silence != null) {
      silence.cancel();
    }
    if (silent && phase == Phase.UP) {
      Instant since = now();
      silence =
          network.after(
              network.settings().silentAfter(),
              () -> {
                if (phase == Phase.UP) {
                  tell(new LegEvent.MediaSilent(id, now(), since));
                }
              });
    }
  }

  /// The far end, or the network, ended the call.
  void ended(Outcome outcome, Blame blame, By by, String code) {
    finish(new LegEnd(outcome, blame, by, Placed.YES, rang, code));
  }

  // From the server.

  void answer() {
    if (phase == Phase.OFFERED) {
      phase = Phase.UP;
      tell(new LegEvent.Established(id, now(), dialog()));
      tell(new LegEvent.Answered(id, now()));
      farEnd().answered();
      hear(new Quiet());
    }
  }

  void reject(Rejection why) {
    if (phase == Phase.OFFERED) {
      leave(Outcome.CANCELLED, Blame.NOBODY, "rejected: " + why);
    }
  }

  void hangUp() {
    leave(phase == Phase.UP ? Outcome.ANSWERED : Outcome.CANCELLED, Blame.NOBODY, "hung up");
  }

  /// The ring timeout has passed.
  void giveUp() {
    if (phase == Phase.DIALING || phase == Phase.ALERTING) {
      leave(Outcome.NO_ANSWER, Blame.CALLED_PARTY, "ring time over");
    }
  }

  void bridge(InMemoryLeg other) {
    if (other == this || !hearing() || !other.hearing()) {
      return;
    }
    prepareToHear();
    other.prepareToHear();
    bridged = other;
    other.bridged = this;
    hear(new Voice(other.says()));
    other.hear(new Voice(says()));
  }

  void unbridge() {
    InMemoryLeg other = bridged;
    if (other != null) {
      bridged = null;
      other.bridged = null;
      hear(new Quiet());
      other.hear(new Quiet());
    }
  }

  void play(PlaybackId playing, List<Sound> sounds) {
    if (!hearing()) {
      tell(new LegEvent.PlaybackFinished(id, now(), playing, false, Duration.ZERO));
      return;
    }
    prepareToHear();
    playback = InMemoryPlayback.of(network, playing, sounds, new AtFarEnd());
    playback.begin();
  }

  void stopPlaying() {
    if (playback != null) {
      playback.cut();
      hear(new Quiet());
    }
  }

  void sendDigits(String digits) {
    if (phase == Phase.UP) {
      farEnd().pressed(digits);
    }
  }

  void probe() {
    if (silent) {
      network.after(
          network.settings().probeWithin(),
          () -> {
            ended(Outcome.ANSWERED, Blame.UNATTRIBUTABLE, By.NETWORK, "no answer to a probe");
            farEnd().over();
          });
    } else {
      tell(new LegEvent.Probed(id, now()));
    }
  }

  // Both.

  private void leave(Outcome outcome, Blame blame, String code) {
    FarEnd end = farEnd();
    if (phase != Phase.OVER) {
      finish(new LegEnd(outcome, blame, By.US, Placed.YES, rang, code));
      end.over();
    }
  }

  private void finish(LegEnd end) {
    if (phase == Phase.OVER) {
      return;
    }
    if (playback != null) {
      playback.cut();
    }
    unbridge();
    phase = Phase.OVER;
    if (silence != null) {
      silence.cancel();
    }
    channel.ifPresent(Permit::close);
    network.forget(this);
    tell(new LegEvent.Ended(id, now(), end));
  }

  /// Whether sound reaches the far end: while it is up, or rings with early media.
  private boolean hearing() {
    return phase == Phase.UP || (phase == Phase.ALERTING && network.settings().earlyMedia());
  }

  private void prepareToHear() {
    unbridge();
    if (playback != null) {
      playback.cut();
    }
  }

  private void hear(Hears what) {
    if (phase != Phase.OVER) {
      farEnd().hears(what);
    }
  }

  private Hears.Says says() {
    return farEnd().says();
  }

  private FarEnd farEnd() {
    return requireNonNull(far, "far end");
  }

  private Instant now() {
    return network.now();
  }

  private void tell(LegEvent event) {
    server.tell(event);
  }

  /// What is played goes to the far end, and its end to the server.
  private final class AtFarEnd implements InMemoryPlayback.Listener {
    @Override
    public void plays(Sound sound) {
      hear(new Played(sound));
    }

    @Override
    public void ended(PlaybackId name, boolean whole, Duration played) {
      playback = null;
      tell(new LegEvent.PlaybackFinished(id, now(), name, whole, played));
      if (whole) {
        hear(new Quiet());
      }
    }
  }
}
