package org.hustings.telephony.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGeneratorFactory;
import org.hustings.core.diary.Diary;
import org.hustings.core.telephony.Telephony.Admission;
import org.hustings.core.telephony.Telephony.Permit;
import org.hustings.telephony.sip.SipConfig.Limits;
import org.hustings.telephony.sip.SipConfig.Listen;
import org.hustings.telephony.sip.TrunkConfig.Address;
import org.hustings.telephony.sip.TrunkConfig.Capacity;
import org.hustings.telephony.sip.call.Credentials;
import org.hustings.telephony.sip.stack.Transport;
import org.junit.jupiter.api.Test;

class TrunkTest {
  private static final Instant NOON = Instant.parse("2026-11-03T17:00:00Z");
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  @Test
  void channels_are_held_and_given_back_once() {
    Trunk trunk = trunk("carrier", Capacity.of(2, 1000));
    Permit first = admitted(trunk.admit(NOON));
    admitted(trunk.admit(NOON.plusMillis(1)));
    assertThat(refused(trunk.admit(NOON.plusMillis(2))).reason()).isEqualTo("channels");
    first.close();
    first.close();
    admitted(trunk.admit(NOON.plusMillis(3)));
    assertThat(refused(trunk.admit(NOON.plusMillis(4))).reason()).isEqualTo("channels");
  }

  @Test
  void no_second_has_more_calls_than_the_carrier_allows() {
    Trunk trunk = trunk("carrier", Capacity.of(1000, 10));
    int begun = 0;
    for (int ms = 0; ms < 1000; ms++) {
      begun += trunk.admit(NOON.plusMillis(ms)) instanceof Admission.Admitted ? 1 : 0;
    }
    assertThat(begun).isEqualTo(10);
    Admission.NotNow tooSoon = refused(trunk.admit(NOON.plusMillis(950)));
    assertThat(tooSoon.reason()).isEqualTo("cps");
    assertThat(tooSoon.again()).isEqualTo(NOON.plusMillis(1000));
  }

  @Test
  void a_clock_that_is_set_back_an_hour_keeps_no_trunk_from_calling() {
    Trunk trunk = trunk("carrier", Capacity.of(10, 1));
    Instant anHourAgo = NOON.minus(Duration.ofHours(1));
    admitted(trunk.admit(NOON));

    admitted(trunk.admit(anHourAgo));
    assertThat(refused(trunk.admit(anHourAgo)).reason()).isEqualTo("cps");

    trunk.learn(new TrunkHealth.Sign.Unsent(), "no route", NOON);
    assertThat(trunk.well(anHourAgo)).isTrue();
    admitted(trunk.admit(anHourAgo.plusSeconds(1)));
  }

  @Test
  void r15_a_trunk_that_rests_takes_no_call_until_it_has_rested() {
    Trunk trunk = trunk("carrier", Capacity.of(10, 1000));
    trunk.learn(new TrunkHealth.Sign.Unsent(), "no route", NOON);
    assertThat(refused(trunk.admit(NOON.plusSeconds(1))))
        .isEqualTo(new Admission.NotNow("no-trunk", NOON.plusSeconds(2)));
    assertThat(trunk.well(NOON.plusSeconds(1))).isFalse();
    admitted(trunk.admit(NOON.plusSeconds(2)));
  }

  @Test
  void a_trunk_that_goes_by_registration_takes_calls_only_while_it_has_one() {
    Trunk trunk =
        new Trunk(
            config("carrier", Capacity.of(10, 1000))
                .withCredentials(new Credentials("user", "hush"))
                .with(Manners.usual().registering(Duration.ofMinutes(5))),
            LOOPBACK);
    assertThat(refused(trunk.admit(NOON)).reason()).isEqualTo("no-trunk");
    assertThat(trunk.registeredUntil(NOON.plusSeconds(60), NOON)).isTrue();
    assertThat(trunk.registeredUntil(NOON.plusSeconds(90), NOON)).isFalse();
    admitted(trunk.admit(NOON.plusSeconds(89)));
    assertThat(trunk.well(NOON.plusSeconds(90))).isFalse();
    assertThat(refused(trunk.admit(NOON.plusSeconds(90))).reason()).isEqualTo("no-trunk");
    assertThatThrownBy(() ->
            config("carrier", Capacity.of(1, 1))
                .with(Manners.usual().registering(Duration.ofMinutes(5))))
        .hasMessageContaining("needs a user and a password");
  }

  @Test
  void a_carrier_with_addresses_of_both_kinds_is_called_at_one_of_the_kind_that_we_have() {
    InetAddress four = InetAddress.ofLiteral("192.0.2.7");
    InetAddress six = InetAddress.ofLiteral("2001:db8::7");
    List<InetAddress> addresses = List.of(four, six);
    assertThat(Trunk.reachable(addresses, LOOPBACK)).isEqualTo(four);
    assertThat(Trunk.reachable(addresses, InetAddress.ofLiteral("0.0.0.0"))).isEqualTo(four);
    assertThat(Trunk.reachable(addresses, InetAddress.ofLiteral("::1"))).isEqualTo(six);
    assertThat(Trunk.reachable(addresses, InetAddress.ofLiteral("::"))).isEqualTo(four);
    assertThat(Trunk.reachable(List.of(four), InetAddress.ofLiteral("::1"))).isEqualTo(four);
  }

  @Test
  void operators_read_of_a_trunk_that_is_taken_out_falls_silent_and_comes_back() {
    try (Diary diary = Diary.ofOperators()) {
      Trunk sick = trunk("sick", Capacity.of(10, 1000));
      sick.learn(new TrunkHealth.Sign.Unsent(), "no route", NOON);
      assertThat(diary.of("trunk-out"))
          .singleElement()
          .satisfies(entry -> assertThat(entry.text()).contains("trunk=sick", "no route"));

      Trunk silent = trunk("silent", Capacity.of(10, 1000));
      silent.answered(200);
      silent.unanswered();
      assertThat(diary.of("trunk-silent"))
          .singleElement()
          .satisfies(entry -> assertThat(entry.text()).contains("trunk=silent"));
      silent.answered(200);
      assertThat(diary.of("trunk-back")).hasSize(1);
    }
  }

  @Test
  void r15_a_trunk_that_stops_answering_takes_no_call_until_it_answers_again() {
    Trunk trunk = trunk("carrier", Capacity.of(10, 1000));
    trunk.unanswered();
    // It never did answer: there are carriers that do not, and are well.
    admitted(trunk.admit(NOON)).close();
    trunk.answered(405);
    assertThat(trunk.well(NOON)).isTrue();
    trunk.unanswered();
    assertThat(trunk.well(NOON)).isFalse();
    assertThat(refused(trunk.admit(NOON.plusSeconds(1))).reason()).isEqualTo("no-trunk");
    trunk.answered(503);
    assertThat(trunk.well(NOON)).isFalse();
    trunk.answered(200);
    admitted(trunk.admit(NOON.plusSeconds(2))).close();
    trunk.unanswered();
    trunk.learn(new TrunkHealth.Sign.Reached(), "answered", NOON);
    assertThat(trunk.well(NOON)).isTrue();
  }

  @Test
  void lower_priorities_come_first_and_weights_share_the_calls() {
    Trunks trunks =
        trunks(
            config("first", new Capacity(100_000, 100_000, 1, 1)),
            config("second", new Capacity(100_000, 100_000, 1, 3)),
            config("spare", new Capacity(100_000, 100_000, 2, 1)));
    Map<String, Integer> calls = new HashMap<>();
    for (int i = 0; i < 4000; i++) {
      calls.merge(admitted(trunks.admit(NOON.plusMillis(i))).trunk(), 1, Integer::sum);
    }
    assertThat(calls).doesNotContainKey("spare");
    assertThat(calls.getOrDefault("second", 0)).isBetween(2800, 3200);
  }

  @Test
  void a_trunk_without_room_leaves_the_call_to_the_next_and_the_soonest_time_is_told() {
    Trunks trunks =
        trunks(
            config("first", new Capacity(1, 1, 1, 1)), config("second", new Capacity(1, 2, 2, 1)));
    assertThat(admitted(trunks.admit(NOON)).trunk()).isEqualTo("first");
    assertThat(admitted(trunks.admit(NOON)).trunk()).isEqualTo("second");
    assertThat(refused(trunks.admit(NOON)).reason()).isEqualTo("channels");
    assertThat(refused(trunks().admit(NOON)).reason()).isEqualTo("no-trunk");
  }

  @Test
  void peers_are_trunks_by_their_addresses_known_ones_and_nobody_else() {
    Trunks trunks =
        new Trunks(
            new SipConfig(
                Listen.on(LOOPBACK, 0),
                List.of(
                    config("carrier", Capacity.of(1, 1))
                        .withSources(List.of(Cidr.parse("192.0.2.0/25")))),
                List.of(Cidr.parse("198.51.100.7")),
                Limits.usual()),
            RandomGeneratorFactory.of("L64X128MixRandom").create(1));
    trunks.all().forEach(Trunk::peer);
    assertThat(nameAt(trunks, "127.0.0.1")).contains("carrier");
    assertThat(nameAt(trunks, "192.0.2.127")).contains("carrier");
    assertThat(nameAt(trunks, "192.0.2.128")).isEmpty();
    assertThat(nameAt(trunks, "198.51.100.7")).contains("known-peer");
    assertThat(nameAt(trunks, "198.51.100.8")).isEmpty();
    assertThat(trunks.admits(InetAddress.ofLiteral("2001:db8::1"))).isFalse();
  }

  @Test
  void a_configuration_that_cannot_work_is_refused_with_advice() {
    assertThatThrownBy(() -> new Address("", 5060, Transport.UDP))
        .hasMessageContaining("a trunk has no address: set address to host:port");
    assertThatThrownBy(() -> new Address("sip.example.org", 0, Transport.UDP))
        .hasMessageContaining("usually 5060");
    assertThatThrownBy(() -> Capacity.of(0, 1)).hasMessageContaining("channels=0");
    assertThatThrownBy(() -> config("not a name", Capacity.of(1, 1)))
        .hasMessageContaining("not a name");
    assertThatThrownBy(() -> trunks(config("a", Capacity.of(1, 1)), config("a", Capacity.of(1, 1))))
        .hasMessageContaining("two trunks are named a");
    assertThatThrownBy(() -> Cidr.parse("carrier.example"))
        .hasMessageContaining("expected an address or a block");
    assertThatThrownBy(() -> Cidr.parse("192.0.2.0/33")).hasMessageContaining("0 to 32");
    assertThatThrownBy(
            () -> config("carrier", Capacity.of(1, 1)).with(Manners.usual().withCodecs(List.of())))
        .hasMessageContaining("no codec");
  }

  @Test
  void a_password_is_in_no_text() {
    assertThat(
            config("carrier", Capacity.of(1, 1))
                .withCredentials(new Credentials("user", "hush"))
                .toString())
        .doesNotContain("hush");
  }

  private static Optional<String> nameAt(Trunks trunks, String address) {
    return trunks
        .peerAt(new InetSocketAddress(InetAddress.ofLiteral(address), 5060))
        .map(peer -> peer.name());
  }

  private static TrunkConfig config(String name, Capacity capacity) {
    return TrunkConfig.of(name, new Address("127.0.0.1", 5060, Transport.UDP), capacity);
  }

  private static Trunk trunk(String name, Capacity capacity) {
    return new Trunk(config(name, capacity), LOOPBACK);
  }

  private static Trunks trunks(TrunkConfig... configs) {
    return new Trunks(
        new SipConfig(Listen.on(LOOPBACK, 0), List.of(configs), List.of(), Limits.usual()),
        RandomGeneratorFactory.of("L64X128MixRandom").create(1));
  }

  private static Permit admitted(Admission admission) {
    return ((Admission.Admitted) admission).permit();
  }

  private static Admission.NotNow refused(Admission admission) {
    return (Admission.NotNow) admission;
  }
}
