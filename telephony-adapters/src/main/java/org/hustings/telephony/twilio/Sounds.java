package org.hustings.telephony.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.hustings.core.recording.Pcmu;
import org.hustings.core.telephony.Sound;
import org.hustings.telephony.media.g711.G711;
import org.hustings.telephony.prompt.Prompts;

/// What is played, where Twilio can fetch it: by a signed URL that is good for a few minutes.
/// Twilio caches by URL, so each playback has its own. Safe for many threads.
final class Sounds {
  private static final Duration GOOD_FOR = Duration.ofMinutes(10);
  private static final int TAG = 16;
  private static final short MULAW = 7;

  private final Prompts prompts;
  private final Places places;
  private final InstantSource clock;
  private final SecretKeySpec key;
  private final Map<String, Offered> offered = new ConcurrentHashMap<>();

  private record Offered(Pcmu sound, Instant until) {}

  Sounds(Prompts prompts, Places places, InstantSource clock, RandomGenerator random) {
    this.prompts = prompts;
    this.places = places;
    this.clock = clock;
    byte[] secret = new byte[32];
    random.nextBytes(secret);
    this.key = new SecretKeySpec(secret, "HmacSHA256");
  }

  Duration length(Sound sound) {
    return switch (sound) {
      case Sound.Prompt(String name) -> prompts.length(name);
      case Sound.Recorded(_, Pcmu recorded) -> recorded.duration();
    };
  }

  /// Offers a sound under a name of its own, and forgets what is no longer good.
  URI offer(String name, Sound sound) {
    Instant now = clock.instant();
    Instant until = now.plus(GOOD_FOR);
    offered.values().removeIf(old -> old.until.isBefore(now));
    offered.put(name, new Offered(octets(sound), until));
    String target = Places.SOUND + name + "?e=" + until.getEpochSecond();
    return places.at(target + "&t=" + tag(target));
  }

  private Pcmu octets(Sound sound) {
    return switch (sound) {
      case Sound.Prompt(String name) -> Pcmu.of(prompts.clip(name).bytes(G711.PCMU));
      case Sound.Recorded(_, Pcmu recorded) -> recorded;
    };
  }

  /// The WAV file behind a target; empty if its signature is wrong or its time is over.
  Optional<byte[]> fetch(String target) {
    int at = target.indexOf("&t=");
    int query = target.indexOf('?');
    if (at < 0 || query < 0 || query > at) {
      return Optional.empty();
    }
    byte[] given = target.substring(at + "&t=".length()).getBytes(UTF_8);
    if (!MessageDigest.isEqual(given, tag(target.substring(0, at)).getBytes(UTF_8))) {
      return Optional.empty();
    }
    return Optional.ofNullable(offered.get(target.substring(Places.SOUND.length(), query)))
        .filter(found -> clock.instant().isBefore(found.until))
        .map(found -> wav(found.sound.octets()));
  }

  private String tag(String target) {
    try {
      Mac mac = Mac.getInstance(key.getAlgorithm());
      mac.init(key);
      return HexFormat.of().formatHex(mac.doFinal(target.getBytes(UTF_8)), 0, TAG);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  /// µ-law in a WAV file, so that nothing is converted on the way to the telephone.
  private static byte[] wav(byte[] mulaw) {
    ByteBuffer file = ByteBuffer.allocate(58 + mulaw.length).order(ByteOrder.LITTLE_ENDIAN);
    file.put("RIFF".getBytes(UTF_8)).putInt(50 + mulaw.length).put("WAVE".getBytes(UTF_8));
    file.put("fmt ".getBytes(UTF_8)).putInt(18).putShort(MULAW).putShort((short) 1);
    file.putInt(G711.RATE).putInt(G711.RATE).putShort((short) 1).putShort((short) 8);
    file.putShort((short) 0);
    file.put("fact".getBytes(UTF_8)).putInt(4).putInt(mulaw.length);
    file.put("data".getBytes(UTF_8)).putInt(mulaw.length).put(mulaw);
    return file.array();
  }
}
