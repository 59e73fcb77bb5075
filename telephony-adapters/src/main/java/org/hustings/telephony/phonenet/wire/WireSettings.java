package org.hustings.telephony.phonenet.wire;

import java.nio.file.Path;
import java.util.Optional;
import org.hustings.telephony.media.PortRange;
import org.hustings.telephony.sip.stack.StackConfig;

/// How the network stands on its machine.
///
/// @param sip where it listens
/// @param mediaPorts two for each call at once
/// @param earlyMedia whether ring-back and announcements are sent as sound before the answer (183)
///   instead of a bare 180
/// @param credentials that calls must prove by digest; by address alone where empty
/// @param recordings what becomes of what subscribers hear
/// @param voicing what calls sound like
public record WireSettings(
    StackConfig sip,
    PortRange mediaPorts,
    boolean earlyMedia,
    Optional<Credentials> credentials,
    Recordings recordings,
    Voicing voicing) {
  private static final PortRange PORTS = new PortRange(30_000, 33_999);

  /// A user name and password for digest authentication (RFC 3261 section 22).
  public record Credentials(String user, String password) {
    /// Hides the password.
    @Override
    public String toString() {
      return "Credentials[" + user + "]";
    }
  }

  /// What calls sound like.
  public enum Voicing {
    /// As the [Voices] speak.
    SPOKEN,
    /// Every packet is a stamp, made with next to no work, by which its way can be followed: for
    /// measurements with a thousand calls. Nobody understands a word; nothing is recorded.
    STAMPED
  }

  /// What becomes of what subscribers hear.
  public sealed interface Recordings {
    /// It is not kept.
    record None() implements Recordings {}

    /// Machines keep their messages, as WAV files named after the ring.
    record Messages(Path directory) implements Recordings {}

    /// Everybody records the whole call.
    record Everything(Path directory) implements Recordings {}
  }

  /// On a free port of 127.0.0.1, by address, without early media and recordings.
  public static WireSettings onLoopback() {
    return new WireSettings(
        StackConfig.onLoopback(),
        PORTS,
        false,
        Optional.empty(),
        new Recordings.None(),
        Voicing.SPOKEN);
  }

  public WireSettings withSip(StackConfig other) {
    return new WireSettings(other, mediaPorts, earlyMedia, credentials, recordings, voicing);
  }

  public WireSettings withMediaPorts(PortRange other) {
    return new WireSettings(sip, other, earlyMedia, credentials, recordings, voicing);
  }

  public WireSettings withEarlyMedia(boolean early) {
    return new WireSettings(sip, mediaPorts, early, credentials, recordings, voicing);
  }

  public WireSettings withCredentials(Credentials needed) {
    return new WireSettings(sip, mediaPorts, earlyMedia, Optional.of(needed), recordings, voicing);
  }

  public WireSettings withRecordings(Recordings other) {
    return new WireSettings(sip, mediaPorts, earlyMedia, credentials, other, voicing);
  }

  public WireSettings withVoicing(Voicing other) {
    return new WireSettings(sip, mediaPorts, earlyMedia, credentials, recordings, other);
  }
}
