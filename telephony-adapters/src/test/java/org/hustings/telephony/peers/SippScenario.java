package org.hustings.telephony.peers;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.hustings.core.recording.Pcmu;
import org.hustings.telephony.media.g711.G711;

/// What a [Sipp] plays.
///
/// @param name of the file in `src/test/resources/sipp`, without its ending
/// @param calls it takes or makes before it ends
/// @param keys filled in where the file says `[key]`
/// @param sound played where the scenario plays `sound.pcmu`
public record SippScenario(
    String name, SipTransport transport, int calls, Map<String, String> keys, Pcmu sound) {
  /// sipp refuses to start with an empty file.
  private static final Pcmu QUIET = Pcmu.of(G711.PCMU.encode(new short[160]));

  /// Where sipp sends twice in a row, an answer to the first that comes in between is unexpected to
  /// it and fails the call. In these it may come.
  private static final Set<String> OVERLAPPING =
      Set.of("answers-and-hangs-up-at-once", "repeats-itself", "forks");

  public SippScenario {
    keys = Map.copyOf(keys);
  }

  /// A scenario for one call over UDP.
  public static SippScenario of(String name) {
    return new SippScenario(name, SipTransport.UDP, 1, Map.of(), QUIET);
  }

  /// A carrier that lets it ring and then refuses.
  public static SippScenario refusing(int code, String reason) {
    return refusingAfter("180 Ringing", code, reason);
  }

  /// A carrier that gives a provisional answer and then refuses.
  public static SippScenario refusingAfter(String progress, int code, String reason) {
    return of("refuses")
        .with("progress", progress)
        .with("code", Integer.toString(code))
        .with("reason", reason);
  }

  /// A carrier that refuses without any ringing.
  public static SippScenario refusingAtOnce(int code, String reason) {
    return of("refuses-at-once").with("code", Integer.toString(code)).with("reason", reason);
  }

  /// A carrier that answers, plays its sound and hangs up.
  public static SippScenario hangingUpAfter(Duration stays) {
    return of("answers-and-hangs-up").with("stays", Long.toString(stays.toMillis()));
  }

  /// With its port of sound held by somebody else, who plays the packets there.
  public SippScenario soundingAt(int soundPort) {
    return with("rtpstream_audio_port", Integer.toString(soundPort));
  }

  public SippScenario over(SipTransport other) {
    return new SippScenario(name, other, calls, keys, sound);
  }

  public SippScenario times(int other) {
    return new SippScenario(name, transport, other, keys, sound);
  }

  public SippScenario with(String key, String value) {
    Map<String, String> more = new LinkedHashMap<>(keys);
    more.put(key, value);
    return new SippScenario(name, transport, calls, more, sound);
  }

  /// What sipp does by itself: fail a call when something comes that the scenario does not foresee.
  String defaultBehaviours() {
    return OVERLAPPING.contains(name) ? "all,-abortunexp" : "all";
  }

  String filledIn(String text) {
    String filled = text;
    for (Map.Entry<String, String> key : keys.entrySet()) {
      filled = filled.replace("[" + key.getKey() + "]", key.getValue());
    }
    return filled;
  }

  public SippScenario playing(short[] samples) {
    return new SippScenario(name, transport, calls, keys, Pcmu.of(G711.PCMU.encode(samples)));
  }
}
