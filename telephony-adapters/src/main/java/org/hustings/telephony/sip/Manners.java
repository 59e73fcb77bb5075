package org.hustings.telephony.sip;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hustings.telephony.media.g711.G711;

/// What a carrier wants of whoever sends it calls.
///
/// @param codecs in our order of preference
/// @param registers for how long at a time we register there, where the carrier wants to be told
///   where we are; needs credentials
/// @param keepAlive how often it is asked whether it is there (OPTIONS); empty for never
/// @param sessionLasts after how long a call that nobody refreshed is over (RFC 4028); empty to
///   leave that to the carrier
/// @param secretMedia whether sound goes by SRTP with keys told by SIP (RFC 4568) or not at all
public record Manners(
    List<G711> codecs,
    Optional<Duration> registers,
    Optional<Duration> keepAlive,
    Optional<Duration> sessionLasts,
    boolean secretMedia) {
  private static final Duration SHORTEST_SESSION = Duration.ofSeconds(90);

  public Manners {
    codecs = List.copyOf(codecs);
    requireNonNull(registers, "registers");
    requireNonNull(keepAlive, "keepAlive");
    requireNonNull(sessionLasts, "sessionLasts");
    if (codecs.isEmpty()) {
      throw new IllegalArgumentException("a trunk has no codec, expected PCMU, PCMA or both");
    }
    if (keepAlive.filter(it -> !it.isPositive()).isPresent()) {
      throw new IllegalArgumentException(
          "a trunk's keep-alive is " + keepAlive.get() + ", expected more than nothing");
    }
    if (sessionLasts.filter(it -> it.compareTo(SHORTEST_SESSION) < 0).isPresent()) {
      throw new IllegalArgumentException(
          "a trunk's session-timer is " + sessionLasts.get() + ", expected 90 s or more");
    }
  }

  /// Both codecs, and nothing that a carrier has to be asked about.
  public static Manners usual() {
    return new Manners(
        List.of(G711.PCMU, G711.PCMA), Optional.empty(), Optional.empty(), Optional.empty(), false);
  }

  public Manners withCodecs(List<G711> other) {
    return new Manners(other, registers, keepAlive, sessionLasts, secretMedia);
  }

  /// For carriers that want to be told where we are.
  public Manners registering(Duration atATime) {
    return new Manners(codecs, Optional.of(atATime), keepAlive, sessionLasts, secretMedia);
  }

  public Manners askingEvery(Duration time) {
    return new Manners(codecs, registers, Optional.of(time), sessionLasts, secretMedia);
  }

  public Manners withSessionsOf(Duration time) {
    return new Manners(codecs, registers, keepAlive, Optional.of(time), secretMedia);
  }

  /// Sound by SRTP or not at all.
  public Manners withSecretMedia() {
    return new Manners(codecs, registers, keepAlive, sessionLasts, true);
  }
}
