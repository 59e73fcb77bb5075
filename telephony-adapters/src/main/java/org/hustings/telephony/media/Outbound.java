package org.hustings.telephony.media;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import org.hustings.telephony.media.dtmf.Digits;
import org.hustings.telephony.media.dtmf.TelephoneEvent;
import org.hustings.telephony.media.g711.G711;
import org.hustings.telephony.media.rtp.OutgoingStream;
import org.hustings.telephony.media.rtp.RtpPacket;
import org.hustings.telephony.media.rtp.Stamp;
import org.jspecify.annotations.Nullable;

/// What a leg sends, and when: keys before a recording, a recording before the bridged leg, the
/// bridged leg before comfort. All of it becomes one [OutgoingStream].
///
/// Frames of our own are paced by deadlines: the n-th is due at start + n packets, whatever time
/// the one before really went, so pacing does not drift. A loop that comes late sends at most
/// [#MOST_AT_ONCE] frames to catch up; beyond that it goes on later rather than in a burst that the
/// peer's buffer would drop.
final class Outbound {
  /// No frame of our own is due.
  static final long NEVER = Long.MAX_VALUE;

  private static final int MOST_AT_ONCE = 10;
  private static final int LONGEST_FRAME = 480;
  private static final long NANOS_PER_SAMPLE = 125_000;

  private enum Sound {
    NONE,
    KEYS,
    PLAYBACK,
    RELAY,
    IDLE
  }

  /// Hears what is sent, for recordings.
  @FunctionalInterface
  interface SentTap {
    void sent(G711 law, int timestamp, ByteBuffer packet, int offset, int length, long at);
  }

  private final OutgoingStream stream;
  private final PacketSink sink;
  private final SentTap tap;
  private final long quiet;
  private final Keypad keypad = new Keypad();
  private final ByteBuffer packet =
      ByteBuffer.allocateDirect(RtpPacket.HEADER_BYTES + LONGEST_FRAME);
  private final byte[] frame = new byte[LONGEST_FRAME];

  private @Nullable RemoteMedia remote;
  private boolean sends;
  private G711 sentLaw = G711.PCMU;
  private int sentType;
  private Idle idle = Idle.COMFORT;
  private int comfortAt;
  private @Nullable Playback playback;
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

  /// @param quiet nanoseconds without a packet after which a bridged leg's place is filled
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
    sends = media.direction().sends();
    sentLaw = media.sent().law();
    sentType = media.sent().payloadType();
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
    keypad.press(digits, onEnd);
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
    keypad.close();
    dueAt = NEVER;
  }

  /// Sends a packet that another leg received. The header is written in place, over the end of the
  /// one that was read; the payload is changed in place where the laws differ.
  void relay(Object source, G711 law, RtpPacket received, long now) {
    if (!source.equals(heard) || !sends || busy()) {
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
    freeAt = now + length * NANOS_PER_SAMPLE;
    ByteBuffer buffer = received.buffer();
    int offset = received.payloadOffset();
    G711 target = sentLaw;
    if (law != target) {
      for (int i = offset; i < offset + length; i++) {
        buffer.put(i, law.transcode(buffer.get(i), target));
      }
    }
    emit(buffer, offset, length, sentType, stamp);
    tap.sent(target, stamp.timestamp(), buffer, offset, length, now);
  }

  /// Sends what is due.
  void tick(long now) {
    int sent = 0;
    while (dueAt <= now) {
      RemoteMedia to = remote;
      if (to == null || !to.direction().sends()) {
        dueAt = NEVER;
        return;
      }
      int samples = (int) to.ptime().toMillis() * 8;
      long frameNanos = samples * NANOS_PER_SAMPLE;
      if (sent++ == MOST_AT_ONCE) {
        skipped.increment();
        dueAt = now + frameNanos;
        return;
      }
      // The frame is stamped with when it was due: a loop that comes late leaves no hole in time.
      long due = dueAt;
      dueAt = due + frameNanos;
      if (!next(to, samples, due)) {
        dueAt = NEVER;
        return;
      }
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

  private boolean busy() {
    return playback != null || keypad.busy();
  }

  private void wake(long now) {
    RemoteMedia to = remote;
    boolean needed = busy() || (!relaying && idle != Idle.NOTHING);
    if (dueAt == NEVER && needed && to != null && to.direction().sends()) {
      dueAt = Math.max(now, freeAt);
    }
  }

  /// Sends one frame of our own; false when there is nothing to send.
  private boolean next(RemoteMedia to, int samples, long at) {
    switch (keypad.next(to, samples, frame)) {
      case Keypad.Step.Event(TelephoneEvent event, boolean first) -> {
        sendEvent(event, first, to.telephoneEvents().orElseThrow(), at);
        return true;
      }
      case Keypad.Step.Tone() -> {
        sendFrame(to, samples, Sound.KEYS, at);
        return true;
      }
      case Keypad.Step.Pause() -> {
        idle(to, samples, at);
        return true;
      }
      case Keypad.Step.Released() -> {
        return play(to, samples, at) || idle(to, samples, at);
      }
    }
  }

  private boolean play(RemoteMedia to, int samples, long at) {
    Playback playing = playback;
    if (playing == null) {
      return false;
    }
    if (playing.frame(to.sent().law(), frame, samples)) {
      sendFrame(to, samples, Sound.PLAYBACK, at);
      return true;
    }
    playback = null;
    playing.ended(PlayEnd.How.WHOLE);
    return false;
  }

  private boolean idle(RemoteMedia to, int samples, long at) {
    G711 law = to.sent().law();
    switch (idle) {
      case NOTHING -> {
        last = Sound.NONE;
        return false;
      }
      case SILENCE -> Arrays.fill(frame, 0, samples, law.silence());
      case COMFORT -> {
        ComfortNoise.CLIP.frame(law, comfortAt, frame, 0, samples);
        comfortAt = (comfortAt + samples) % ComfortNoise.CLIP.samples();
      }
    }
    sendFrame(to, samples, Sound.IDLE, at);
    return true;
  }

  private void sendEvent(TelephoneEvent event, boolean first, int payloadType, long at) {
    if (first) {
      eventTimestamp = stream.beginEvent(at);
    }
    Stamp stamp = stream.event(eventTimestamp, event.samples(), first, at);
    last = Sound.KEYS;
    event.write(packet, RtpPacket.HEADER_BYTES);
    emit(packet, RtpPacket.HEADER_BYTES, TelephoneEvent.BYTES, payloadType, stamp);
  }

  private void sendFrame(RemoteMedia to, int samples, Sound sound, long at) {
    Stamp stamp = stream.own(samples, sound != last, at);
    last = sound;
    packet.put(RtpPacket.HEADER_BYTES, frame, 0, samples);
    emit(packet, RtpPacket.HEADER_BYTES, samples, to.sent().payloadType(), stamp);
    tap.sent(to.sent().law(), stamp.timestamp(), packet, RtpPacket.HEADER_BYTES, samples, at);
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
    buffer.clear();
  }
}
