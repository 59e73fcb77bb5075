package org.hustings.telephony.media.dtmf;

import java.time.Duration;
import java.util.function.Consumer;
import org.hustings.telephony.media.rtp.SequenceNumbers;

/// Makes digits of telephone-event packets, each press once, whatever the network does to the
/// packets (RFC 4733 section 2.5.2).
///
/// A press is known by its timestamp. It ends with the first packet that has the end bit; the two
/// repetitions add nothing. When all three are lost it ends with the next press, or when no packet
/// has come for [#SILENT_FOR]. Any packet may be the first that arrives.
public final class TelephoneEventReceiver {
  /// How long a key may be silent before it counts as released.
  public static final Duration SILENT_FOR = Duration.ofMillis(200);

  private static final int LONGEST_SEGMENT = 65_535;
  private static final int NEXT_PACKET = 800;
  private static final int OVERTAKEN = 80_000;

  private final Consumer<Digit> digits;
  private boolean known;
  private boolean pressed;
  private int code;
  private int timestamp;
  private int samples;
  private long samplesOfEarlierSegments;
  private long lastAt;

  public TelephoneEventReceiver(Consumer<Digit> digits) {
    this.digits = digits;
  }

  /// One packet.
  public void received(int packetTimestamp, boolean marker, TelephoneEvent event, long now) {
    if (!event.isKey()) {
      return;
    }
    int ahead = SequenceNumbers.ahead(packetTimestamp, timestamp);
    if (known && ahead < 0 && ahead > -OVERTAKEN) {
      return;
    }
    if (!known || packetTimestamp != timestamp) {
      if (!continues(packetTimestamp, marker, event)) {
        release();
        press(event, packetTimestamp);
      }
    }
    if (!pressed) {
      return;
    }
    timestamp = packetTimestamp;
    samples = Math.max(samples, event.samples());
    lastAt = now;
    if (event.end()) {
      release();
    }
  }

  /// The clock has moved on: a key whose end was lost is released.
  public void tick(long now) {
    if (pressed && now - lastAt >= SILENT_FOR.toNanos()) {
      release();
    }
  }

  /// The stream has another source: what was pressed is released, and old timestamps mean nothing.
  public void sourceChanged() {
    release();
    known = false;
  }

  private void press(TelephoneEvent event, int packetTimestamp) {
    known = true;
    pressed = true;
    code = event.code();
    timestamp = packetTimestamp;
    samples = event.samples();
    samplesOfEarlierSegments = 0;
  }

  /// A press of more than eight seconds goes on in a new segment that begins where the last ended
  /// (section 2.5.1.3). Some telephones wrongly move the timestamp on with every packet of a press;
  /// theirs has no marker, comes at once and its duration grows.
  private boolean continues(int packetTimestamp, boolean marker, TelephoneEvent event) {
    if (!pressed || marker || event.code() != code) {
      return false;
    }
    int moved = SequenceNumbers.ahead(packetTimestamp, timestamp);
    if (samples == LONGEST_SEGMENT && moved == LONGEST_SEGMENT) {
      samplesOfEarlierSegments += samples;
      samples = 0;
      return true;
    }
    return moved <= NEXT_PACKET && event.samples() > samples;
  }

  private void release() {
    if (!pressed) {
      return;
    }
    pressed = false;
    Duration held = Duration.ofNanos((samplesOfEarlierSegments + samples) * 125_000);
    digits.accept(new Digit(Digit.KEYS.charAt(code), held, Digit.Source.EVENT));
  }
}
