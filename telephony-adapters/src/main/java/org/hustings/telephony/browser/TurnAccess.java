package org.hustings.telephony.browser;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.hustings.core.telephony.BrowserRelay;
import org.hustings.telephony.browser.BrowserConfig.Relays;

/// Makes credentials for TURN that expire by themselves, by the scheme that coturn and others call
/// `use-auth-secret`: the user name is the time until which it is good, and a random name; the
/// password is its HMAC-SHA1 with the secret that server and relay share.
final class TurnAccess {
  private static final String ALGORITHM = "HmacSHA1";

  private final Relays relays;
  private final RandomGenerator random;

  TurnAccess(Relays relays, RandomGenerator random) {
    this.relays = relays;
    this.random = random;
  }

  List<BrowserRelay> at(Instant now) {
    List<BrowserRelay> all = new ArrayList<>();
    if (!relays.stun().isEmpty()) {
      all.add(new BrowserRelay(relays.stun(), Optional.empty()));
    }
    if (!relays.turn().isEmpty()) {
      all.add(new BrowserRelay(relays.turn(), Optional.of(access(now))));
    }
    return all;
  }

  private BrowserRelay.Access access(Instant now) {
    Instant expiresAt = now.plus(relays.validFor()).truncatedTo(ChronoUnit.SECONDS);
    byte[] name = new byte[8];
    random.nextBytes(name);
    String username = expiresAt.getEpochSecond() + ":" + HexFormat.of().formatHex(name);
    return new BrowserRelay.Access(username, credential(username), expiresAt);
  }

  private String credential(String username) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(relays.secret().getBytes(StandardCharsets.UTF_8), ALGORITHM));
      return Base64.getEncoder()
          .encodeToString(mac.doFinal(username.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(ALGORITHM + " is missing", everyJdkHasIt);
    }
  }
}
