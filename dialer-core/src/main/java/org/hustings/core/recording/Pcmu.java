package org.hustings.core.recording;

import java.time.Duration;
import java.util.Arrays;

/// Sound as a telephone carries it: G.711 µ-law, 8,000 octets a second, mono. Immutable.
public final class Pcmu {
  private static final int OCTETS_PER_MILLISECOND = 8;

  private final byte[] octets;

  private Pcmu(byte[] octets) {
    this.octets = octets;
  }

  public static Pcmu of(byte[] octets) {
    return new Pcmu(octets.clone());
  }

  /// A copy of the sound.
  public byte[] octets() {
    return octets.clone();
  }

  public int length() {
    return octets.length;
  }

  public Duration duration() {
    return Duration.ofMillis(octets.length / OCTETS_PER_MILLISECOND);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Pcmu that && Arrays.equals(octets, that.octets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(octets);
  }

  @Override
  public String toString() {
    return "Pcmu[" + duration() + "]";
  }
}
