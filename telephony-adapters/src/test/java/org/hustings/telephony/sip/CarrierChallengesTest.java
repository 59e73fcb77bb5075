package org.hustings.telephony.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.LegEnd;
import org.hustings.core.telephony.LegEnd.Outcome;
import org.hustings.core.telephony.LegEnd.Placed;
import org.hustings.core.telephony.LegEvent;
import org.hustings.telephony.peers.Sipp;
import org.hustings.telephony.peers.SippScenario;
import org.hustings.telephony.sip.call.Credentials;
import org.hustings.telephony.sip.stack.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Carriers that ask who we are (RFC 3261 section 22, RFC 8760), once or again, played by sipp.
/// Without sipp these fail.
class CarrierChallengesTest {
  private static final Pattern PARAMETER = Pattern.compile("(\\w+)=\"?([^\",]+)");

  @TempDir private Path directory;

  private static SipConfig knownAs(int port) {
    return SipWorld.config(
        SipWorld.trunk(port, Transport.UDP)
            .withCredentials(new Credentials("hustings", "let-me-call")));
  }

  /// The INVITEs that it took.
  private List<String> answered(SippScenario scenario) {
    try (Sipp carrier = Sipp.carrier(directory, scenario);
        SipWorld world = SipWorld.open(knownAs(carrier.port()))) {
      LegId leg = world.call(SipWorld.RING_FOR);
      world.await(leg, LegEvent.Answered.class);
      world.telephony.hangUp(leg);
      world.end(leg);
      carrier.awaitPlayed();
      assertThat(carrier.calls()).hasSize(1);
      return carrier.transactions("INVITE");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"challenges", "challenges-as-proxy", "challenges-twice"})
  void a_carrier_that_asks_who_we_are_is_told_by_digest(String scenario) {
    assertThat(answered(SippScenario.of(scenario))).hasSizeGreaterThan(1);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "the nonce is too old,      SHA-256, SHA-256, ', stale=true'",
    "the same in MD5,           MD5,     MD5,     ', stale=true'",
    "a new nonce without a word, SHA-256, SHA-256, ''",
    "SHA-256 and then MD5,      SHA-256, MD5,     ''",
    "MD5 and then SHA-256,      MD5,     SHA-256, ''"
  })
  void a_carrier_that_asks_again_is_told_again(
      String why, String first, String second, String more) {
    SippScenario scenario =
        SippScenario.of("challenges-again")
            .with("first-question", question("11aa22", first, ""))
            .with("first-answer", answer("11aa22"))
            .with("second-question", question("33bb44", second, more))
            .with("second-answer", answer("33bb44"));
    List<String> invites = answered(scenario);
    assertThat(invites).as(why).hasSize(3);
    assertTold(invites.get(1), "11aa22", first);
    assertTold(invites.get(2), "33bb44", second);
  }

  /// Asking the very same again says that it does not believe us.
  @Test
  void a_carrier_that_asks_the_same_again_is_left_and_the_trunk_is_to_blame() {
    SippScenario scenario =
        SippScenario.of("challenges-again")
            .with("first-question", question("11aa22", "MD5", ""))
            .with("first-answer", answer("11aa22"))
            .with("second-question", question("11aa22", "MD5", ""))
            .with("second-answer", "never");
    try (Sipp carrier = Sipp.carrier(directory, scenario);
        SipWorld world = SipWorld.open(knownAs(carrier.port()))) {
      LegEnd end = world.end(world.call(SipWorld.RING_FOR));
      assertThat(end.outcome()).isEqualTo(Outcome.NOT_CONNECTED);
      assertThat(end.placed()).isEqualTo(Placed.SURELY_NOT);
      carrier.awaitReceived("ACK", 2);
      assertThat(carrier.transactions("INVITE")).hasSize(2);
    }
  }

  private static String question(String nonce, String algorithm, String more) {
    return "nonce=\"%s\", algorithm=%s%s".formatted(nonce, algorithm, more);
  }

  private static String answer(String nonce) {
    return "nonce=.%s.".formatted(nonce);
  }

  /// The answer to a question is the digest of RFC 7616 section 3.4.1, and its count begins anew.
  private static void assertTold(String invite, String nonce, String algorithm) {
    Map<String, String> told = authorization(invite);
    assertThat(told)
        .containsEntry("nonce", nonce)
        .containsEntry("algorithm", algorithm)
        .containsEntry("nc", "00000001");
    String who = hash(algorithm, "hustings:carrier.test:let-me-call");
    String what = hash(algorithm, "INVITE:" + told.get("uri"));
    assertThat(told)
        .containsEntry(
            "response",
            hash(
                algorithm,
                String.join(":", who, nonce, "00000001", told.get("cnonce"), "auth", what)));
  }

  private static Map<String, String> authorization(String invite) {
    String header =
        invite.lines().filter(line -> line.startsWith("Authorization:")).findFirst().orElseThrow();
    return PARAMETER
        .matcher(header)
        .results()
        .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2)));
  }

  private static String hash(String algorithm, String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
