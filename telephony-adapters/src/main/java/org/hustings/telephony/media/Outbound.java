package org.hustings.telephony.media;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.hustings.telephony.media.dtmf.DigitTones;
import org.hustings.telephony.media.dtmf.Digits;
import org.hustings.telephony.media.dtmf.EventSender;
import org.hustings.telephony.media.dtmf.TelephoneEvent;
import org.hustings.telephony.media.g711.G711;
import org.hustings.telephony.media.rtp.OutgoingStream;
import org.hustings.telephony.media.rtp.RtpPacket;
import org.hustings.telephony.media.rtp.Stamp;
import org.jspecify.annotations.Nullable;

/// What a leg sends, and when: digits before a recording, a recording before the bridged leg, the
/// bridged leg before comfort. All of it becomes one [OutgoingStream].
///
/// Frames of our own are paced by deadlines: the n-th is due at start + n packets, whatever time
/// the one before really went, so pacing does not drift. A loop that comes late sends at most
/// [#MOST_AT_ONCE] frames to catch up; beyond that it goes on later rather than in a burst that the
/// peer's buffer would drop.
final class Outbound {
  /// No frame of our own is due.
  static final long NEVER = Long.MAX_VALUE;

  private static final int MOST_AT_ONCE = 5;
  private static final int MOST_WAITING = 16;
  private static final int LONGEST_FRAME = 480;

  private record Press(Digits digits, Consumer<PlayEnd> onEnd) {}

  private enum Sound {
    NONE,
    DIGITS,
    PLAYBACK,
    RELAY,
    IDLE
  }

  private final OutgoingStream stream;
  private final PacketSink sink;
  private final SentTap tap;
  private final long quiet;
  private final ByteBuffer packet =
      ByteBuffer.allocateDirect(RtpPacket.HEADER_BYTES + LONGEST_FRAME);
  private final byte[] frame = new byte[LONGEST_FRAME];
  private final Deque<Press> presses = new ArrayDeque<>();

  private @Nullable RemoteMedia remote;
  private Idle idle = Idle.COMFORT;
  private int comfortAt;
  private @Nullable Playback playback;
  private @Nullable EventSender events;
  private @Nullable Playback tones;
  private int eventTimestamp;
  private @Nullable Object heard;
  private long relayedAt;
  private boolean relaying;
  private Sound last = Sound.NONE;
  private long dueAt = NEVER;
  private long freeAt;
  final Tally packets = new Tally();
  final Tally octets = new Tally();
  final Tally unsent = new Tally();
  final Tally skipped = new Tally();

  /// Hears what is sent, for recordings.
  @FunctionalInterface
  interface SentTap {
    void sent(G711 law, int timestamp, ByteBuffer packet, int offset, int length, long at);
  }

  Outbound(OutgoingStream stream, PacketSink sink, SentTap tap, long quiet, long now) {
    this.stream = stream;
    this.sink = sink;
    this.tap = tap;
    this.quiet = quiet;
    this.freeAt = now;
  }

  /// When [#tick] wants to be called next, or [#NEVER].
  long dueAt() {
    return dueAt;
  }

  void named(RemoteMedia media, long now) {
    remote = media;
    wake(now);
  }

  void whenIdle(Idle how, long now) {
    idle = how;
    wake(now);
  }

  void play(Playable playable, Consumer<PlayEnd> onEnd, long now) {
    stopPlaying();
    playback = new Playback(playable, onEnd);
    wake(now);
  }

  void stopPlaying() {
    Playback cut = playback;
    playback = null;
    if (cut != null) {
      cut.ended(PlayEnd.How.CUT);
    }
  }

  void press(Digits digits, Consumer<PlayEnd> onEnd, long now) {
    if (presses.size() == MOST_WAITING) {
      onEnd.accept(new PlayEnd(PlayEnd.How.CUT, java.time.Duration.ZERO));
      return;
    }
    presses.add(new Press(digits, onEnd));
    wake(now);
  }

  /// From now on the packets of this source are relayed; null for nobody's.
  void hear(@Nullable Object source, long now) {
    heard = source;
    relaying = false;
    stream.sourceEnds();
    wake(now);
  }

  /// All that was asked for ends with the leg.
  void close() {
    Playback cut = playback;
    playback = null;
    if (cut != null) {
      cut.ended(PlayEnd.How.LEG_GONE);
    }
    presses.forEach(
        press -> press.onEnd().accept(new PlayEnd(PlayEnd.How.LEG_GONE, java.time.Duration.ZERO)));
    presses.clear();
    dueAt = NEVER;
  }

  /// Sends a packet that another leg received. The header is written in place, over the end of the
  /// one that was read; the payload is changed in place where the laws differ.
  void relay(Object source, G711 law, RtpPacket received, long now) {
    RemoteMedia to = remote;
    if (!source.equals(heard) || to == null || !sends(to) || busy()) {
      return;
    }
    relayedAt = now;
    relaying = true;
    dueAt = NEVER;
    int length = received.payloadLength();
    Stamp stamp = stream.relay(received, length, now);
    if (stamp == null) {
      return;
    }
    last = Sound.RELAY;
    freeAt = now + length * 125_000L;
    ByteBuffer buffer = received.buffer();
    int offset = received.payloadOffset();
    G711 target = to.sent().law();
    if (law != target) {
      for (int i = offset; i < offset + length; i++) {
        buffer.put(i, law.transcode(buffer.get(i), target));
      }
    }
    emit(buffer, offset, length, to.sent().payloadType(), stamp);
    tap.sent(target, stamp.timestamp(), buffer, offset, length, now);
  }

  private boolean busy() {
    return playback != null || !presses.isEmpty();
  }

  /// Sends what is due.
  void tick(long now) {
    int sent = 0;
    while (dueAt <= now) {
      RemoteMedia to = remote;
      if (to == null || !sends(to)) {
        dueAt = NEVER;
        return;
      }
      int samples = (int) to.ptime().toMillis() * 8;
      long frameNanos = samples * 125_000L;
      if (sent == MOST_AT_ONCE) {
        skipped.increment();
        dueAt = now + frameNanos;
        return;
      }
      long due = dueAt;
      dueAt = due + frameNanos;
      // The frame is stamped with when it was due: a loop that comes late leaves no hole in time.
      if (!next(to, samples, due)) {
        dueAt = NEVER;
        return;
      }
      sent++;
      freeAt = dueAt;
    }
  }

  /// A bridged leg that sends nothing for a while (hold, silence suppression, a break in the
  /// network) must not leave the peer with a dead line.
  void idleCheck(long now) {
    if (relaying && now - relayedAt >= quiet) {
      relaying = false;
      wake(now);
    }
  }

  private void wake(long now) {
    boolean needed = busy() || (!relaying && idle != Idle.NOTHING);
    if (dueAt == NEVER && needed && remote != null && sends(remote)) {
      dueAt = Math.max(now, freeAt);
    }
  }

  private static boolean sends(RemoteMedia to) {
    return to.direction().sends();
  }

  /// Sends one frame of our own; false when there is nothing to send.
  private boolean next(RemoteMedia to, int samples, long now) {
    if (!presses.isEmpty() && digit(to, samples, now)) {
      return true;
    }
    Playback playing = playback;
    if (playing != null) {
      if (playing.frame(to.sent().law(), frame, samples)) {
        sendFrame(to, samples, Sound.PLAYBACK, now);
        return true;
      }
      playback = null;
      playing.ended(PlayEnd.How.WHOLE);
    }
    return idle(to, samples, now);
  }

  private boolean idle(RemoteMedia to, int samples, long now) {
    G711 law = to.sent().law();
    switch (idle) {
      case NOTHING -> {
        last = Sound.NONE;
        return false;
      }
      case SILENCE -> java.util.Arrays.fill(frame, 0, samples, law.silence());
      case COMFORT -> {
        ComfortNoise.CLIP.frame(law, comfortAt, frame, 0, samples);
        comfortAt = (comfortAt + samples) % ComfortNoise.CLIP.samples();
      }
    }
    sendFrame(to, samples, Sound.IDLE, now);
    return true;
  }

  /// One interval of the first press; false when it has ended or pauses.
  private boolean digit(RemoteMedia to, int samples, long now) {
    Press press = presses.getFirst();
    if (to.telephoneEvents().isEmpty()) {
      return tone(press, to, samples, now);
    }
    EventSender sender = events;
    if (sender == null) {
      sender = new EventSender(press.digits(), samples);
      events = sender;
    }
    return switch (sender.next()) {
      case EventSender.Step.Send(TelephoneEvent event, boolean first) -> {
        sendEvent(event, first, to.telephoneEvents().getAsInt(), now);
        yield true;
      }
      case EventSender.Step.Pause() -> {
        idle(to, samples, now);
        yield true;
      }
      case EventSender.Step.Done() -> {
        pressed(press);
        yield false;
      }
    };
  }

  private boolean tone(Press press, RemoteMedia to, int samples, long now) {
    Playback playing = tones;
    if (playing == null) {
      playing = new Playback(Playable.of(Clip.of(DigitTones.of(press.digits()))), _ -> {});
      tones = playing;
    }
    if (playing.frame(to.sent().law(), frame, samples)) {
      sendFrame(to, samples, Sound.DIGITS, now);
      return true;
    }
    pressed(press);
    return false;
  }

  private void pressed(Press press) {
    presses.removeFirst();
    events = null;
    tones = null;
    press.onEnd().accept(new PlayEnd(PlayEnd.How.WHOLE, press.digits().duration()));
  }

  private void sendEvent(TelephoneEvent event, boolean first, int payloadType, long now) {
    if (first) {
      eventTimestamp = stream.beginEvent(now);
    }
    Stamp stamp = stream.event(eventTimestamp, event.samples(), first, now);
    last = Sound.DIGITS;
    event.write(packet, RtpPacket.HEADER_BYTES);
    emit(packet, RtpPacket.HEADER_BYTES, TelephoneEvent.BYTES, payloadType, stamp);
  }

  private void sendFrame(RemoteMedia to, int samples, Sound sound, long now) {
    Stamp stamp = stream.own(samples, sound != last, now);
    last = sound;
    packet.put(RtpPacket.HEADER_BYTES, frame, 0, samples);
    emit(packet, RtpPacket.HEADER_BYTES, samples, to.sent().payloadType(), stamp);
    tap.sent(to.sent().law(), stamp.timestamp(), packet, RtpPacket.HEADER_BYTES, samples, now);
  }

  private void emit(ByteBuffer buffer, int offset, int length, int payloadType, Stamp stamp) {
    int start = offset - RtpPacket.HEADER_BYTES;
    RtpPacket.writeHeader(buffer, start, payloadType, stamp, stream.ssrc());
    buffer.limit(offset + length).position(start);
    if (sink.send(buffer)) {
      packets.increment();
      octets.add(length);
    } else {
      unsent.increment();
    }
  }
}
