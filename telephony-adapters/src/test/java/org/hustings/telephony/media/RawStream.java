package org.hustings.telephony.media;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.hustings.telephony.media.g711.G711;
import org.hustings.telephony.media.rtp.Packets;

/// A stream of RTP as a carrier numbers it, said by one [RawPeer] or by several in turn. Its clock
/// goes on while nothing is said.
public final class RawStream {
  private static final int SAMPLES = 160;
  private static final long SAMPLE_NANOS = 125_000;
  private static final long FRAME_NANOS = SAMPLES * SAMPLE_NANOS;

  private final InetSocketAddress target;
  private final int ssrc;
  private final G711 law;
  private int sequence;
  private int timestamp;
  private long clock = System.nanoTime();

  /// @param target who is to hear it
  /// @param sequence of its first packet, as is `timestamp`
  public RawStream(InetSocketAddress target, int ssrc, G711 law, int sequence, int timestamp) {
    this.target = target;
    this.ssrc = ssrc;
    this.law = law;
    this.sequence = sequence;
    this.timestamp = timestamp;
  }

  /// The same stream, going on in another codec.
  public RawStream in(G711 other) {
    catchUp();
    return new RawStream(target, ssrc, other, sequence, timestamp);
  }

  /// Says it in its own time, 50 packets a second.
  public void say(RawPeer from, short[] sound) {
    catchUp();
    long began = System.nanoTime();
    for (int at = 0; at + SAMPLES <= sound.length; at += SAMPLES) {
      awaitNanos(began + at * SAMPLE_NANOS);
      byte[] frame = law.encode(Arrays.copyOfRange(sound, at, at + SAMPLES));
      packet(from, law.staticPayloadType(), frame);
      timestamp += SAMPLES;
    }
    clock = began + sound.length * SAMPLE_NANOS;
  }

  /// Says nothing for so long.
  public void pause(Duration duration) {
    awaitNanos(System.nanoTime() + duration.toNanos());
  }

  /// One packet of anything.
  public void send(RawPeer from, int payloadType, byte[] payload) {
    catchUp();
    packet(from, payloadType, payload);
  }

  private void packet(RawPeer from, int payloadType, byte[] payload) {
    ByteBuffer packet = Packets.bytes(payloadType, ssrc, sequence++, timestamp, payload);
    byte[] bytes = new byte[packet.remaining()];
    packet.get(bytes);
    from.send(target, bytes);
  }

  /// By whole frames.
  private void catchUp() {
    long frames = Math.max(0, (System.nanoTime() - clock) / FRAME_NANOS);
    clock += frames * FRAME_NANOS;
    timestamp += Math.toIntExact(frames * SAMPLES);
  }

  private static void awaitNanos(long until) {
    while (System.nanoTime() - until < 0) {
      LockSupport.parkNanos(until - System.nanoTime());
    }
  }
}
