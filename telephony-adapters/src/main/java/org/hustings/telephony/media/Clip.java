package org.hustings.telephony.media;

import java.time.Duration;
import java.util.Arrays;
import org.hustings.telephony.media.g711.G711;

/// A piece of sound, ready to be sent: both laws, 8,000 samples a second. Immutable, so that one
/// clip can be played to any number of legs.
public final class Clip {
  private final byte[] mu;
  private final byte[] a;

  private Clip(byte[] mu, byte[] a) {
    this.mu = mu;
    this.a = a;
  }

  /// From 16-bit samples at 8,000 a second.
  public static Clip of(short[] samples) {
    return new Clip(G711.PCMU.encode(samples), G711.PCMA.encode(samples));
  }

  /// From G.711 bytes.
  public static Clip of(G711 law, byte[] codes) {
    return new Clip(law.transcode(codes, G711.PCMU), law.transcode(codes, G711.PCMA));
  }

  /// Silence.
  public static Clip silence(Duration duration) {
    return of(new short[Math.toIntExact(duration.toMillis() * G711.RATE / 1000)]);
  }

  public int samples() {
    return mu.length;
  }

  public Duration duration() {
    return Duration.ofNanos(mu.length * 125_000L);
  }

  /// A copy of the bytes.
  public byte[] bytes(G711 law) {
    return of(law).clone();
  }

  /// Copies one frame; what lies beyond the end becomes silence.
  ///
  /// @return how many samples were the clip's
  int frame(G711 law, int from, byte[] target, int at, int length) {
    int present = Math.clamp((long) mu.length - from, 0, length);
    System.arraycopy(of(law), from, target, at, present);
    Arrays.fill(target, at + present, at + length, law.silence());
    return present;
  }

  private byte[] of(G711 law) {
    return switch (law) {
      case PCMU -> mu;
      case PCMA -> a;
    };
  }
}
