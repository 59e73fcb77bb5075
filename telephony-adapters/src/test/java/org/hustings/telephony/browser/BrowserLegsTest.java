package org.hustings.telephony.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hustings.core.id.LegId;
import org.hustings.core.id.RecordingId;
import org.hustings.core.recording.Pcmu;
import org.hustings.core.telephony.BrowserMessage;
import org.hustings.core.telephony.BrowserReply;
import org.hustings.core.telephony.LegEnd;
import org.hustings.core.telephony.LegEnd.By;
import org.hustings.core.telephony.LegEnd.Outcome;
import org.hustings.core.telephony.LegEvent;
import org.hustings.core.telephony.Sound;
import org.hustings.core.telephony.Telephony.PlaybackId;
import org.hustings.telephony.browser.BrowserConfig.Limits;
import org.hustings.telephony.browser.BrowserWorld.Joined;
import org.hustings.telephony.phonenet.browser.SimulatedBrowser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Browsers' legs over a real port, with simulated browsers on the other side.
@Timeout(120)
class BrowserLegsTest {
  private static final LegId LEG = new LegId(new UUID(9, 9));

  private final BrowserWorld world = new BrowserWorld(BrowserConfig.onLoopback());

  @AfterEach
  void close() {
    world.close();
  }

  private static List<Sound> sound(int octet) {
    byte[] octets = new byte[8_000];
    Arrays.fill(octets, (byte) octet);
    return List.of(new Sound.Recorded(new RecordingId(1), Pcmu.of(octets)));
  }

  private static boolean isAll(byte[] sound, int octet) {
    for (byte one : sound) {
      if (one != (byte) octet) {
        return false;
      }
    }
    return true;
  }

  private LegEnd end(LegId leg) {
    return world.await(leg, LegEvent.Ended.class).end();
  }

  @Test
  void all_browsers_share_one_port_and_each_hears_what_is_its_own() {
    Joined one = world.joined();
    Joined other = world.joined();

    world.stage.play(one.leg(), new PlaybackId(1), sound(0x31));
    world.stage.play(other.leg(), new PlaybackId(2), sound(0x62));

    byte[] heard = one.heard().next();
    while (!isAll(heard, 0x31)) {
      assertThat(isAll(heard, 0x62)).isFalse();
      heard = one.heard().next();
    }
    heard = other.heard().next();
    while (!isAll(heard, 0x62)) {
      assertThat(isAll(heard, 0x31)).isFalse();
      heard = other.heard().next();
    }
  }

  @Test
  void browsers_that_are_bridged_hear_each_other_as_any_legs_do() {
    Joined one = world.joined();
    Joined other = world.joined();
    byte[] word = new byte[160];
    Arrays.fill(word, (byte) 0x45);

    world.stage.bridge(one.leg(), other.leg());

    boolean understood = false;
    for (int i = 0; i < 500 && !understood; i++) {
      one.browser().say(word);
      understood = Arrays.equals(other.heard().next(), word);
    }
    assertThat(understood).isTrue();
  }

  @Test
  void a_browser_that_leaves_ends_its_leg_at_once() {
    Joined joined = world.joined();

    joined.browser().saysGoodbye();

    LegEnd end = end(joined.leg());
    assertThat(end.by()).isEqualTo(By.FAR_END);
    assertThat(end.outcome()).isEqualTo(Outcome.ANSWERED);
    assertThat(world.legs.open()).isZero();
  }

  @Test
  void a_leg_that_is_hung_up_ends_once_and_is_no_more() {
    Joined joined = world.joined();

    world.legs.hangUp(joined.leg());
    world.legs.hangUp(joined.leg());

    assertThat(end(joined.leg()).by()).isEqualTo(By.US);
    assertThat(world.change(joined.leg(), "", Optional.empty()))
        .isInstanceOfSatisfying(
            BrowserReply.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(BrowserReply.Reason.NO_SUCH_LEG));
  }

  @Test
  void r24_rfc7675_a_browser_that_no_longer_checks_has_lost_its_leg_after_30_s() {
    Joined joined = world.joined();

    world.jump(Duration.ofSeconds(31));

    LegEnd end = end(joined.leg());
    assertThat(end.by()).isEqualTo(By.NETWORK);
    assertThat(end.code()).contains("consent");
  }

  @Test
  void r24_a_probe_tells_whether_the_browser_gave_a_sign_of_life() {
    Joined joined = world.joined();

    world.legs.probe(joined.leg());
    world.await(joined.leg(), LegEvent.Probed.class);
    world.jump(Duration.ofSeconds(13));
    world.legs.probe(joined.leg());

    assertThat(end(joined.leg()).by()).isEqualTo(By.NETWORK);
  }

  @Test
  void media_that_do_not_authenticate_are_dropped_and_counted() {
    Joined joined = world.joined();
    byte[] forged = new byte[182];
    forged[0] = (byte) 0x80;
    double before = world.dropped("not_authentic");

    joined.browser().send(forged);
    world.dealtWith(joined);

    assertThat(world.dropped("not_authentic")).isEqualTo(before + 1);
  }

  @Test
  void a_browser_that_never_speaks_is_not_waited_for_for_long() {
    try (BrowserWorld hasty =
        new BrowserWorld(
            BrowserConfig.onLoopback()
                .withLimits(Limits.usual().withConnectWithin(Duration.ofMillis(300))))) {
      SimulatedBrowser silent = hasty.browser(_ -> {});
      assertThat(hasty.connect(LEG, silent.offer())).isInstanceOf(BrowserReply.Agreed.class);

      LegEnd end = hasty.await(LEG, LegEvent.Ended.class).end();

      assertThat(end.outcome()).isEqualTo(Outcome.NOT_CONNECTED);
      assertThat(end.by()).isEqualTo(By.NETWORK);
    }
  }

  @Test
  void there_is_room_for_so_many_and_no_more() {
    try (BrowserWorld small =
        new BrowserWorld(BrowserConfig.onLoopback().withLimits(Limits.usual().withLegs(1)))) {
      Joined first = small.joined();
      SimulatedBrowser second = small.browser(_ -> {});

      assertThat(small.connect(LEG, second.offer()))
          .isInstanceOfSatisfying(
              BrowserReply.Refused.class,
              refused -> assertThat(refused.reason()).isEqualTo(BrowserReply.Reason.NO_ROOM));
      small.await(LEG, LegEvent.Ended.class);
      assertThat(first.leg()).isNotEqualTo(LEG);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "no credentials of ICE, a=ice-ufrag:, a=nothing:",
    "a fragment that is none, a=ice-ufrag:, a=ice-ufrag:a b",
    "no password, a=ice-pwd:, a=nothing:",
    "no fingerprint, a=fingerprint:, a=nothing:",
    "a fingerprint by SHA-1, sha-256, sha-1",
    "a fingerprint of no algorithm, sha-256, sha-0",
    "no G.711, SAVPF 0 8 126, SAVPF 111",
  })
  void an_offer_that_cannot_be_met_is_refused_and_its_leg_ends(
      String label, String from, String to) {
    String offer = world.browser(_ -> {}).offer().replace(from, to);

    assertThat(world.connect(LEG, offer))
        .as(label)
        .isInstanceOfSatisfying(
            BrowserReply.Refused.class,
            refused -> {
              assertThat(refused.reason()).isEqualTo(BrowserReply.Reason.UNUSABLE);
              assertThat(refused.detail()).isNotBlank();
            });
    assertThat(end(LEG).outcome()).isEqualTo(Outcome.NOT_CONNECTED);
    assertThat(world.legs.open()).isZero();
  }

  @Test
  void ice_restarts_under_a_new_version_and_candidates_alone_change_nothing() {
    Joined joined = world.joined();
    String candidates = "a=candidate:1 1 udp 1 192.0.2.1 9 typ host\r\n";
    String restart = "a=ice-ufrag:fresh\r\na=ice-pwd:aaaaaaaaaaaaaaaaaaaaaaaa\r\n";

    assertThat(world.change(joined.leg(), candidates, Optional.of("ice1")))
        .isEqualTo(new BrowserReply.Agreed(Optional.empty(), "ice1"));
    assertThat(world.change(joined.leg(), restart, Optional.empty()))
        .isInstanceOfSatisfying(
            BrowserReply.Agreed.class,
            agreed -> {
              assertThat(agreed.version()).isEqualTo("ice2");
              assertThat(agreed.message().map(BrowserMessage::content).orElseThrow())
                  .contains("a=ice-ufrag:", "a=ice-pwd:");
            });
    assertThat(world.change(joined.leg(), candidates, Optional.of("ice1")))
        .isInstanceOfSatisfying(
            BrowserReply.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(BrowserReply.Reason.OTHER_VERSION));
    // The way that was stays until a check chooses another.
    joined.heard().next();
  }

  @Test
  void a_hostile_restart_is_refused() {
    Joined joined = world.joined();

    assertThat(
            world.change(
                joined.leg(), "a=ice-ufrag:\u0001\r\na=ice-pwd:short\r\n", Optional.empty()))
        .isInstanceOfSatisfying(
            BrowserReply.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(BrowserReply.Reason.UNUSABLE));
  }
}
