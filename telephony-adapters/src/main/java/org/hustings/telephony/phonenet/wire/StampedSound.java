package org.hustings.telephony.phonenet.wire;

import static java.util.Objects.requireNonNull;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.hustings.telephony.media.MediaLeg;
import org.hustings.telephony.media.PlayEnd;
import org.hustings.telephony.media.Playable;
import org.hustings.telephony.media.Recorded;
import org.hustings.telephony.media.RemoteMedia;
import org.hustings.telephony.media.dtmf.Digits;
import org.hustings.telephony.media.dtmf.EventSender;
import org.hustings.telephony.media.dtmf.TelephoneEvent;
import org.jspecify.annotations.Nullable;

/// A call whose voice is a stamp: every frame says whose it is, which one, and when it was sent.
/// From being connected it speaks without a pause, as telephones do, whatever is played. Its first
/// frames are short and quick, so that the moment in which two calls are joined is seen to within
/// [StampedRoom#TICK].
///
/// ```
///  RTP header │ 'HU' │ speaker (2) │ frame (4) │ System.nanoTime() when sent (8) │ µ-law silence
/// ```
///
/// All but the volatile fields is the room's thread's.
final class StampedSound implements CallSound {
  static final int HEADER = 12;
  private static final int STAMP = 16;
  private static final int FRAME = 160;
  private static final int MAGIC = 0x4855;
  private static final byte SILENCE = (byte) 0xFF;
  private static final int YOUNG_FRAMES = 32;

  private final StampedRoom room;
  private final StampedRoom.Gate gate;
  private final int speaker;
  private final ByteBuffer packet = ByteBuffer.allocateDirect(HEADER + FRAME);
  private final AtomicLong missed = new AtomicLong();
  private volatile Optional<Hearing> hearing = Optional.empty();
  private @Nullable InetSocketAddress peer;
  private OptionalInt events = OptionalInt.empty();
  private byte payloadType;
  private int frame;
  private short sequence;
  private int timestamp;
  private int pressedAt;
  private @Nullable EventSender pressing;
  private @Nullable Consumer<PlayEnd> whenPressed;
  private int lastHeard;

  StampedSound(StampedRoom room, StampedRoom.Gate gate, int speaker) {
    this.room = room;
    this.gate = gate;
    this.speaker = speaker;
    while (packet.hasRemaining()) {
      packet.put(SILENCE);
    }
    packet.put(0, (byte) 0x80).putInt(8, speaker);
    packet.putShort(HEADER, (short) MAGIC).putShort(HEADER + 2, (short) speaker);
  }

  /// Whose voice is heard; empty as long as nobody's is.
  Optional<Hearing> hearing() {
    return hearing;
  }

  // ── on the room's thread ───────────────────────────────────────────────────

  /// Whether frames are still short.
  boolean young() {
    return frame < YOUNG_FRAMES;
  }

  StampedRoom.Gate gate() {
    return gate;
  }

  @Nullable InetSocketAddress peer() {
    return peer;
  }

  void connected(RemoteMedia remote) {
    peer = remote.rtp();
    events = remote.telephoneEvents();
    payloadType = (byte) remote.codecs().getFirst().payloadType();
  }

  /// The next packet, ready to be sent to the [#peer].
  ByteBuffer next() {
    int samples = young() ? STAMP : FRAME;
    timestamp += samples;
    packet.putShort(2, sequence++).putInt(4, timestamp).put(1, payloadType);
    packet.clear().limit(HEADER + samples);
    if (pressing != null) {
      key(pressing);
    } else {
      voice();
    }
    return packet;
  }

  private void voice() {
    packet.putShort(HEADER, (short) MAGIC).putShort(HEADER + 2, (short) speaker);
    packet.putInt(HEADER + 4, frame++).putLong(HEADER + 8, System.nanoTime());
  }

  private void key(EventSender keys) {
    switch (keys.next()) {
      case EventSender.Step.Send(TelephoneEvent event, boolean first) -> {
        pressedAt = first ? timestamp : pressedAt;
        packet.put(1, (byte) (events.orElseThrow() | (first ? 0x80 : 0))).putInt(4, pressedAt);
        event.write(packet, HEADER);
        packet.limit(HEADER + TelephoneEvent.BYTES);
      }
      case EventSender.Step.Pause() -> voice();
      case EventSender.Step.Done() -> {
        voice();
        released(PlayEnd.How.WHOLE);
      }
    }
  }

  private void released(PlayEnd.How how) {
    Consumer<PlayEnd> told = whenPressed;
    pressing = null;
    whenPressed = null;
    if (told != null) {
      told.accept(new PlayEnd(how, Duration.ZERO));
    }
  }

  /// Takes what came from the peer: a stamp, or something else that is not looked at.
  void heard(ByteBuffer received, StampCount count) {
    int stamp = received.getInt(HEADER);
    if (stamp >>> 16 != MAGIC) {
      return;
    }
    int who = stamp & 0xFFFF;
    int which = received.getInt(HEADER + 4);
    if (hearing.isEmpty() || hearing.get().speaker() != who) {
      hearing = Optional.of(new Hearing(who, room.now()));
      lastHeard = which - 1;
    }
    int gap = which - lastHeard - 1;
    if (gap != 0) {
      // More than nothing: so many are missing. Less: one comes that was thought to be.
      int lost = gap > 0 ? gap : -1;
      missed.addAndGet(lost);
      count.lost(lost);
    }
    lastHeard = Math.max(lastHeard, which);
    count.heard(System.nanoTime() - received.getLong(HEADER + 8));
  }

  void closed() {
    released(PlayEnd.How.LEG_GONE);
    peer = null;
  }

  // ── from anywhere ──────────────────────────────────────────────────────────

  @Override
  public InetSocketAddress address() {
    return gate.address();
  }

  @Override
  public void connect(RemoteMedia remote) {
    room.connect(this, remote);
  }

  /// Over at once: the voice is the stamp.
  @Override
  public void play(Playable playable, Consumer<PlayEnd> onEnd) {
    room.order(() -> onEnd.accept(new PlayEnd(PlayEnd.How.WHOLE, playable.duration())));
  }

  @Override
  public void press(Digits digits, Consumer<PlayEnd> onEnd) {
    requireNonNull(onEnd, "onEnd");
    room.order(() -> {
      released(PlayEnd.How.CUT);
      if (peer == null || events.isEmpty()) {
        onEnd.accept(new PlayEnd(PlayEnd.How.LEG_GONE, Duration.ZERO));
      } else {
        // In whole frames from here on: events are twenty milliseconds apart.
        frame = Math.max(frame, YOUNG_FRAMES);
        pressing = new EventSender(digits, FRAME);
        whenPressed = onEnd;
      }
    });
  }

  /// Hears nothing: there is no sound to decode.
  @Override
  public void listen(MediaLeg.Ear ear) {}

  /// Keeps nothing, for the same reason.
  @Override
  public void record(Duration longest, Consumer<Recorded> onEnd) {}

  @Override
  public long packetsLost() {
    return missed.get();
  }

  @Override
  public void close() {
    room.leave(this);
  }
}
