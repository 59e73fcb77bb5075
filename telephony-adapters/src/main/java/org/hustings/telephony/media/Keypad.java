package org.hustings.telephony.media;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.hustings.telephony.media.dtmf.DigitTones;
import org.hustings.telephony.media.dtmf.Digits;
import org.hustings.telephony.media.dtmf.EventSender;
import org.hustings.telephony.media.dtmf.TelephoneEvent;
import org.jspecify.annotations.Nullable;

/// The keys that a leg is to press, one request after the other: as telephone events where the peer
/// agreed on them, else as tones in the sound.
final class Keypad {
  /// What to send in one packet interval.
  sealed interface Step {
    /// A packet of an event.
    record Event(TelephoneEvent event, boolean first) implements Step {}

    /// Sound, which stands in the frame.
    record Tone() implements Step {}

    /// Between two keys: whatever is sent when nothing else is.
    record Pause() implements Step {}

    /// Nothing is being pressed.
    record Released() implements Step {}
  }

  private record Press(Digits digits, Consumer<PlayEnd> onEnd) {}

  private static final int MOST_WAITING = 16;

  private final Deque<Press> presses = new ArrayDeque<>();
  private @Nullable EventSender events;
  private @Nullable Playback tones;

  /// Queues a request; one too many is cut at once.
  void press(Digits digits, Consumer<PlayEnd> onEnd) {
    if (presses.size() == MOST_WAITING) {
      onEnd.accept(new PlayEnd(PlayEnd.How.CUT, Duration.ZERO));
      return;
    }
    presses.add(new Press(digits, onEnd));
  }

  boolean busy() {
    return !presses.isEmpty();
  }

  /// The next interval, `samples` long.
  ///
  /// @param frame gets the sound of a [Step.Tone]
  Step next(RemoteMedia to, int samples, byte[] frame) {
    while (!presses.isEmpty()) {
      Press press = presses.getFirst();
      Step step =
          to.telephoneEvents().isPresent()
              ? event(press, samples)
              : tone(press, to, samples, frame);
      if (!(step instanceof Step.Released)) {
        return step;
      }
      presses.removeFirst();
      events = null;
      tones = null;
      press.onEnd().accept(new PlayEnd(PlayEnd.How.WHOLE, press.digits().duration()));
    }
    return new Step.Released();
  }

  private Step event(Press press, int samples) {
    EventSender sender = events;
    if (sender == null) {
      sender = new EventSender(press.digits(), samples);
      events = sender;
    }
    return switch (sender.next()) {
      case EventSender.Step.Send(TelephoneEvent event, boolean first) ->
          new Step.Event(event, first);
      case EventSender.Step.Pause() -> new Step.Pause();
      case EventSender.Step.Done() -> new Step.Released();
    };
  }

  private Step tone(Press press, RemoteMedia to, int samples, byte[] frame) {
    Playback playing = tones;
    if (playing == null) {
      playing = new Playback(Playable.of(Clip.of(DigitTones.of(press.digits()))), _ -> {});
      tones = playing;
    }
    return playing.frame(to.sent().law(), frame, samples) ? new Step.Tone() : new Step.Released();
  }

  void close() {
    presses.forEach(
        press -> press.onEnd().accept(new PlayEnd(PlayEnd.How.LEG_GONE, Duration.ZERO)));
    presses.clear();
  }
}
