package org.hustings.telephony.phonenet.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.hustings.telephony.media.Clip;
import org.hustings.telephony.media.PlayEnd;
import org.hustings.telephony.media.Playable;
import org.hustings.telephony.media.Recorded;
import org.hustings.telephony.media.dtmf.Digits;
import org.hustings.telephony.media.listen.Sounds;
import org.hustings.telephony.phonenet.Behaviour.Answers;
import org.hustings.telephony.phonenet.Behaviour.Busy;
import org.hustings.telephony.phonenet.Behaviour.Declines;
import org.hustings.telephony.phonenet.Behaviour.HangsUp;
import org.hustings.telephony.phonenet.Behaviour.LossyLine;
import org.hustings.telephony.phonenet.Behaviour.Machine;
import org.hustings.telephony.phonenet.Behaviour.NoSuchNumber;
import org.hustings.telephony.phonenet.Behaviour.PressesKeys;
import org.hustings.telephony.phonenet.Behaviour.RingsOut;
import org.hustings.telephony.phonenet.Ring;
import org.hustings.telephony.phonenet.RingLog;
import org.hustings.telephony.phonenet.wire.WireSettings.Recordings;

/// What a subscriber says, hears and keeps once it has answered. Only the network's inbox touches
/// it; of the call it knows no more than how to hang up.
final class Conversation {
  private static final Clip BEEP = Clip.of(Sounds.tone(1000, Duration.ofMillis(500)));
  private static final Duration LONGEST_RECORDING = Duration.ofMinutes(30);

  private final PhoneNetwork network;
  private final RingLog.Arrival arrival;
  private final Ring.Call call;
  private final CallSound sound;
  private final Runnable hangUp;

  /// @param hangUp does nothing if the call is over by then
  Conversation(
      PhoneNetwork network,
      RingLog.Arrival arrival,
      Ring.Call call,
      CallSound sound,
      Runnable hangUp) {
    this.network = network;
    this.arrival = arrival;
    this.call = call;
    this.sound = sound;
    this.hangUp = hangUp;
  }

  /// The receiver is at the ear: what is said from now on is heard.
  void listen() {
    if (network.settings().recordings() instanceof Recordings.Everything(Path directory)) {
      sound.record(LONGEST_RECORDING, recorded -> keep(recorded, directory));
    }
  }

  /// The caller is there, too.
  void begin() {
    switch (arrival.behaviour()) {
      case Answers b -> converse(b);
      case LossyLine b -> converse(b.then());
      case PressesKeys b -> {
        converse(b.then());
        network.after(b.then().speaks(), () -> sound.press(Digits.of(b.keys()), _ -> {}));
      }
      case HangsUp b -> {
        speak(b.hears());
        network.after(b.hears(), hangUp);
      }
      case Machine b -> greet(b);
      case RingsOut _, Busy _, NoSuchNumber _, Declines _ ->
          throw new IllegalStateException("answered, though it was to do " + arrival.behaviour());
    }
  }

  private void converse(Answers b) {
    speak(b.speaks());
    network.after(b.stays(), hangUp);
  }

  private void speak(Duration time) {
    Clip speech = network.voices().speech(call.called());
    sound.play(Playable.of(CallSound.fitted(speech, time)), _ -> {});
  }

  private void greet(Machine b) {
    Clip greeting = CallSound.fitted(network.voices().greeting(call.called()), b.greets());
    sound.play(Playable.of(greeting, BEEP), end -> network.post(() -> recordMessage(b, end)));
  }

  private void recordMessage(Machine b, PlayEnd end) {
    if (end.how() == PlayEnd.How.LEG_GONE) {
      return;
    }
    if (network.settings().recordings() instanceof Recordings.Messages(Path directory)) {
      sound.record(b.records(), recorded -> keep(recorded, directory));
    }
    var heard = new HeardSound(Duration.ofMillis(1));
    sound.listen(heard);
    network.after(b.records(), hangUp);
    hangUpIfQuiet(b, heard, -1);
  }

  /// Looks every `patience` whether anything was said since.
  private void hangUpIfQuiet(Machine b, HeardSound heard, long loudBefore) {
    long loud = heard.loud();
    if (loud == loudBefore) {
      hangUp.run();
    } else {
      network.after(b.patience(), () -> hangUpIfQuiet(b, heard, loud));
    }
  }

  /// Called on a media thread.
  private void keep(Recorded recorded, Path directory) {
    network.aside(() -> {
      Path file = directory.resolve("ring-%06d.wav".formatted(arrival.ring()));
      try {
        Files.write(file, recorded.toWav());
      } catch (IOException e) {
        throw new UncheckedIOException("phonenet cannot keep what a subscriber heard", e);
      }
      network.log().recorded(arrival.ring(), String.valueOf(file.getFileName()));
    });
  }
}
