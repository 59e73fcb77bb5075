package org.hustings.telephony.twilio;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.LegEvent;
import org.hustings.core.telephony.Sound;
import org.hustings.core.telephony.Telephony.PlaybackId;
import org.hustings.telephony.twilio.webhook.Form;
import org.jspecify.annotations.Nullable;

/// What one leg shall hear, what Twilio was told of it, and what came of that. Guarded by its leg.
///
/// Documents are numbered; Twilio names the one that is through when it asks for the next. Only
/// what it says of the last one counts, and once: a request that comes twice tells nothing twice.
final class Ear {
  private final LegId leg;
  private final Exchange exchange;
  private final boolean volunteers;
  private final Tape tape;
  private final StringBuilder digits = new StringBuilder();
  private Wish wish = new Wish.Quiet();
  private @Nullable String stays;
  private @Nullable Playback playback;
  private boolean served;
  private boolean through;
  private boolean records;
  private int document;

  /// What is being played.
  private static final class Playback {
    final PlaybackId id;
    final Duration length;
    @Nullable Duration begunAt;

    Playback(PlaybackId id, Duration length) {
      this.id = id;
      this.length = length;
    }
  }

  /// @param volunteers whether a volunteer is on the leg, who may key something while it plays
  /// @param tape takes down what is said
  Ear(LegId leg, Exchange exchange, boolean volunteers, Tape tape) {
    this.leg = leg;
    this.exchange = exchange;
    this.volunteers = volunteers;
    this.tape = tape;
  }

  /// Whether Twilio does not know yet what is to be heard now.
  boolean isBehind() {
    return !served;
  }

  // ── wishes ─────────────────────────────────────────────────────────────────

  /// @param staying whether it goes back there whenever there is nothing else to hear
  void enter(String room, boolean staying) {
    cut();
    if (staying) {
      stays = room;
    }
    wish(new Wish.InRoom(room));
  }

  void quiet() {
    if (playback == null) {
      wish(atRest());
    }
  }

  private Wish atRest() {
    return stays == null ? new Wish.Quiet() : new Wish.InRoom(stays);
  }

  void play(PlaybackId id, List<Sound> sounds) {
    cut();
    Duration length = Duration.ZERO;
    List<URI> places = new ArrayList<>();
    for (Sound sound : sounds) {
      length = length.plus(exchange.studio().sounds().length(sound));
      String name = leg + "-" + id.value() + "-" + places.size();
      places.add(exchange.studio().sounds().offer(name, sound));
    }
    playback = new Playback(id, length);
    // Once it was in a room, nobody keys a PIN any more.
    wish(new Wish.Playing(places, volunteers && stays == null));
  }

  void stopPlaying() {
    if (playback != null) {
      cut();
      wish(atRest());
    }
  }

  void record() {
    cut();
    tape.begin();
    wish(new Wish.Recorded());
  }

  void stopRecording() {
    if (tape.isRunning()) {
      tape.end();
      wish(atRest());
    }
  }

  void send(String keys) {
    digits.append(keys);
    served = false;
  }

  private void wish(Wish next) {
    if (!next.equals(wish)) {
      wish = next;
      served = false;
    }
  }

  /// The leg is over: nothing more is heard or said.
  void over() {
    cut();
    tape.over();
  }

  /// Ends what is being played or recorded.
  void cut() {
    tape.cut();
    Playback playing = playback;
    if (playing != null) {
      finish(playing, false);
    }
  }

  private void finish(Playback playing, boolean whole) {
    playback = null;
    exchange.tell(
        new LegEvent.PlaybackFinished(
            leg, exchange.now(), playing.id, whole, whole ? playing.length : heard(playing)));
  }

  private Duration heard(Playback playing) {
    if (playing.begunAt == null) {
      return Duration.ZERO;
    }
    Duration since = exchange.elapsed().minus(playing.begunAt);
    return since.compareTo(playing.length) < 0 ? since : playing.length;
  }

  // ── documents ──────────────────────────────────────────────────────────────

  /// The document for now.
  String document() {
    document++;
    served = true;
    through = false;
    records = wish instanceof Wish.Recorded;
    String keys = digits.toString();
    digits.setLength(0);
    Playback playing = playback;
    if (playing != null) {
      playing.begunAt = exchange.elapsed();
    }
    URI next = exchange.studio().places().next(leg, document);
    return switch (wish) {
      case Wish.Quiet _ -> Twiml.listening(keys, next);
      case Wish.InRoom(String name) -> Twiml.room(keys, name, next);
      case Wish.Recorded _ -> Twiml.recorded(keys, exchange.studio().places().recording(leg), next);
      case Wish.Playing(var sounds, boolean listening) ->
          Twiml.playing(keys, sounds, listening, next);
    };
  }

  /// A document that has Twilio ask again at once, when the engine has made up its mind.
  String breath() {
    return Twiml.askAgain(exchange.studio().places().next(leg, 0));
  }

  /// Twilio is through with a document, and says what it heard.
  ///
  /// @return whether the engine was told something
  boolean through(int number, Form form) {
    if (number != document || through) {
      if (number != 0) {
        exchange.metrics().odd(TwilioMetrics.Odd.REPEATED);
      }
      return false;
    }
    through = true;
    boolean keyed = tell(form.field("Digits").orElse(""), form.field("FinishedOnKey").orElse(""));
    boolean recorded = recorded(form);
    return ended() || recorded || keyed;
  }

  private boolean tell(String keys, String last) {
    String all = keys + last;
    all.chars()
        .filter(key -> "0123456789*#ABCD".indexOf(key) >= 0)
        .forEach(key -> exchange.tell(new LegEvent.Digit(leg, exchange.now(), (char) key)));
    return !all.isEmpty();
  }

  /// What was being recorded is over: by a key, or by itself.
  private boolean recorded(Form form) {
    if (!records || !tape.isRunning()) {
      return false;
    }
    tape.end(form);
    wish(atRest());
    return true;
  }

  /// What was served of a playback is over: whole if it took its time.
  private boolean ended() {
    Playback playing = playback;
    if (playing == null || playing.begunAt == null) {
      return false;
    }
    finish(playing, heard(playing).equals(playing.length));
    wish(atRest());
    return true;
  }
}
