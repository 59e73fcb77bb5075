package org.hustings.telephony.browser.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;
import org.hustings.telephony.browser.ice.IceLite.Verdict;
import org.hustings.telephony.browser.ice.IceLite.Why;
import org.hustings.telephony.browser.stun.StunAttribute;
import org.hustings.telephony.browser.stun.StunMessage;
import org.hustings.telephony.browser.stun.StunMessage.Kind;
import org.hustings.telephony.browser.stun.StunWriter;
import org.junit.jupiter.api.Test;

class IceLiteTest {
  private static final IceCredentials BROWSER =
      new IceCredentials("h6vY", "browser/password/of/its/own");
  private static final InetSocketAddress HOME = at("192.0.2.1", 40_000);
  private static final InetSocketAddress MOBILE = at("2001:db8::7", 41_000);

  private final IceLite ice = new IceLite(BROWSER, new Random(8445), 0);

  private static InetSocketAddress at(String host, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(host), port);
  }

  private static long seconds(long seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }

  private Verdict checked(InetSocketAddress source, StunAttribute... more) {
    return ice.check(Checks.of(ice.ours(), BROWSER, more), source, 0);
  }

  private static StunMessage response(Verdict verdict) {
    ByteBuffer octets =
        switch (verdict) {
          case Verdict.Answered answered -> answered.response();
          case Verdict.Refused refused -> refused.response();
          case Verdict.Dropped dropped -> throw new AssertionError("dropped: " + dropped.why());
        };
    byte[] copy = new byte[octets.remaining()];
    octets.get(copy);
    return StunMessage.read(copy).orElseThrow();
  }

  @Test
  void a_check_is_answered_with_the_address_it_came_from_signed_with_our_password() {
    StunMessage response = response(checked(HOME, StunAttribute.ICE_CONTROLLING));

    assertThat(response.kind()).isEqualTo(Kind.SUCCESS);
    assertThat(response.isSignedWith(ice.ours().password())).isTrue();
    assertThat(response.has(StunAttribute.XOR_MAPPED_ADDRESS)).isTrue();
    assertThat(ice.sources()).containsExactly(HOME);
    assertThat(ice.selected()).isNull();
  }

  @Test
  void rfc8445_8_1_1_we_send_to_what_the_browser_nominates_last() {
    checked(HOME);
    Verdict first = checked(HOME, StunAttribute.USE_CANDIDATE);
    Verdict again = checked(HOME, StunAttribute.USE_CANDIDATE);
    Verdict moved = checked(MOBILE, StunAttribute.USE_CANDIDATE);

    assertThat(first)
        .isInstanceOfSatisfying(Verdict.Answered.class, v -> assertThat(v.moved()).isTrue());
    assertThat(again)
        .isInstanceOfSatisfying(Verdict.Answered.class, v -> assertThat(v.moved()).isFalse());
    assertThat(moved)
        .isInstanceOfSatisfying(Verdict.Answered.class, v -> assertThat(v.moved()).isTrue());
    assertThat(ice.selected()).isEqualTo(MOBILE);
  }

  @Test
  void rfc8445_7_3_1_1_a_browser_that_wants_to_be_controlled_too_is_told_487_and_nothing_changes() {
    StunMessage response =
        response(checked(HOME, StunAttribute.ICE_CONTROLLED, StunAttribute.USE_CANDIDATE));

    assertThat(response.kind()).isEqualTo(Kind.ERROR);
    assertThat(response.value(StunAttribute.ERROR_CODE).orElseThrow()).startsWith(0, 0, 4, 87);
    assertThat(ice.selected()).isNull();
    assertThat(ice.sources()).isEmpty();
  }

  @Test
  void who_does_not_know_the_password_gets_no_answer_and_no_consent() {
    StunMessage forged =
        StunMessage.read(
                Checks.octets(
                    ice.ours(), BROWSER, "not/the/password/at/all", StunAttribute.USE_CANDIDATE))
            .orElseThrow();

    assertThat(ice.check(forged, HOME, seconds(20)))
        .isEqualTo(new Verdict.Dropped(Why.WRONG_SIGNATURE));
    assertThat(ice.selected()).isNull();
    assertThat(ice.hasConsent(seconds(30))).isFalse();
  }

  @Test
  void a_check_for_somebody_else_gets_no_answer() {
    IceCredentials other = new IceCredentials("else", "somebody/elses/password");

    assertThat(ice.check(Checks.of(other, BROWSER), HOME, 0))
        .isEqualTo(new Verdict.Dropped(Why.OTHER_USER));
    assertThat(ice.check(Checks.of(ice.ours(), other), HOME, 0))
        .isEqualTo(new Verdict.Dropped(Why.OTHER_USER));
  }

  @Test
  void rfc8489_6_3_1_what_must_be_understood_and_is_not_is_named() {
    byte[] unsigned =
        StunWriter.bindingRequest(new byte[12])
            .with(StunAttribute.USERNAME, ice.ours().fragment() + ":" + BROWSER.fragment())
            .with(StunAttribute.PRIORITY, new byte[4])
            .signedWith(ice.ours().password());
    // PRIORITY becomes a type that nobody knows; the message is signed anew by hand.
    StunMessage strange = Resigned.withType(unsigned, 0x0024, 0x7ABC, ice.ours().password());

    StunMessage response = response(ice.check(strange, HOME, 0));

    assertThat(response.value(StunAttribute.ERROR_CODE).orElseThrow()).startsWith(0, 0, 4, 20);
    assertThat(
            ByteBuffer.wrap(response.value(StunAttribute.UNKNOWN_ATTRIBUTES).orElseThrow())
                .getShort())
        .isEqualTo((short) 0x7ABC);
  }

  @Test
  void rfc7675_consent_ends_30_s_after_the_last_check_that_was_signed() {
    ice.check(Checks.of(ice.ours(), BROWSER), HOME, seconds(10));

    assertThat(ice.hasConsent(seconds(39))).isTrue();
    assertThat(ice.hasConsent(seconds(40))).isFalse();
  }

  @Test
  void rfc8445_9_a_restart_keeps_the_way_until_a_check_with_the_new_credentials_chose_another() {
    checked(HOME, StunAttribute.USE_CANDIDATE);
    IceCredentials former = ice.ours();
    IceCredentials newBrowser = new IceCredentials("newY", "new/password/of/the/browser");

    IceCredentials fresh = ice.restart(newBrowser);

    assertThat(fresh).isNotEqualTo(former).isEqualTo(ice.ours());
    assertThat(ice.selected()).isEqualTo(HOME);
    StunMessage old = Checks.of(former, BROWSER, StunAttribute.USE_CANDIDATE);
    assertThat(ice.check(old, MOBILE, 0)).isInstanceOf(Verdict.Answered.class);
    assertThat(ice.selected()).isEqualTo(HOME);

    ice.check(Checks.of(fresh, newBrowser, StunAttribute.USE_CANDIDATE), MOBILE, 0);

    assertThat(ice.selected()).isEqualTo(MOBILE);
    assertThat(ice.check(old, HOME, 0)).isEqualTo(new Verdict.Dropped(Why.OTHER_USER));
  }

  @Test
  void addresses_are_remembered_in_moderation_and_never_the_chosen_one_is_forgotten() {
    checked(HOME, StunAttribute.USE_CANDIDATE);
    for (int port = 1; port <= 100; port++) {
      checked(at("192.0.2.9", port));
    }

    assertThat(ice.sources()).hasSize(16).contains(HOME, at("192.0.2.9", 100));
    assertThat(ice.takeForgotten()).hasSize(85).doesNotContain(HOME);
    assertThat(ice.takeForgotten()).isEmpty();
  }

  @Test
  void what_is_no_check_gets_no_answer() {
    byte[] answer = StunWriter.bindingSuccess(new byte[12]).signedWith(ice.ours().password());

    assertThat(ice.check(StunMessage.read(answer).orElseThrow(), HOME, 0))
        .isEqualTo(new Verdict.Dropped(Why.NOT_A_CHECK));
  }
}
