package org.hustings.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.hustings.core.diary.Diary;
import org.hustings.core.diary.Diary.Entry;
import org.hustings.server.wire.Campaign.Volunteer;
import org.hustings.telephony.phonenet.Behaviour;
import org.hustings.telephony.phonenet.Ring;
import org.hustings.telephony.phonenet.wire.VolunteerPhone;
import org.hustings.telephony.sip.stack.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// R24 on the wire: volunteers' telephones die in mid-call, as by an empty battery. There is no
/// BYE, no sound and no answer to anything. In real time, for silence is 15 s by the rule.
class DeadTelephoneTest {
  private static final String TALKS = "+12125550111";
  private static final String RINGS = "+12125550122";
  private static final String ADAS_PHONE = "+19195550180";
  private static final String BOBS_PHONE = "+19195550181";
  private static final String ADAS_OTHER_PHONE = "+19195550182";
  private static final Duration A_SHIFT = Duration.ofMinutes(10);
  private static final Duration RING_FOR = Duration.ofMinutes(2);
  private static final Duration WITHOUT_MEDIA = Duration.ofSeconds(15);
  private static final Duration FROM_KNOWN_TO_ENDED = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final ShiftedClock clock = ShiftedClock.inTheMorning();
  @TempDir private Path directory;

  @Test
  void r24_voters_are_let_go_of_and_whoever_comes_back_finds_the_same_screen() throws Exception {
    try (Diary diary = Diary.ofOperators();
        Carrier carrier = Carrier.with(clock, directory, voters());
        RunningServer server = RunningServer.withTrunkTo(carrier.port(), clock, directory);
        VolunteerPhone adas = carrier.phone(ADAS_PHONE);
        VolunteerPhone bobs = carrier.phone(BOBS_PHONE);
        VolunteerPhone adasOther = carrier.phone(ADAS_OTHER_PHONE)) {
      Campaign campaign = server.campaign();
      Volunteer ada = campaign.volunteer("ada", "101");
      Volunteer bob = campaign.volunteer("bob", "102");
      try (Screen adasScreen = campaign.screenOf(ada);
          Screen bobsScreen = campaign.screenOf(bob)) {
        // Together: a leg that is up for a minute is asked anyway.
        try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
          Future<String> first = each.submit(() -> calls(server, adas, ada, adasScreen, TALKS));
          Future<String> second = each.submit(() -> calls(server, bobs, bob, bobsScreen, RINGS));
          String _ = first.get();
          String _ = second.get();
        }
        adasScreen.awaitState("TALKING");
        bobsScreen.await(session -> session.at("/call/ringingAt").isString(), "ringing");
        String attempt = adasScreen.attempt();
        String adasLeg = adasScreen.show().path("leg").asString();
        String bobsLeg = bobsScreen.show().path("leg").asString();

        Instant died = clock.inReality(clock.instant());
        adas.vanish();
        bobs.vanish();
        Until.so(PATIENCE, "no voter's call is up", () -> carrier.open() == 0);

        assertLetGo(carrier, TALKS, died, dropped(diary, adasLeg));
        assertLetGo(carrier, RINGS, died, dropped(diary, bobsLeg));
        assertNamed(diary, server, List.of(adasLeg, bobsLeg));

        adasScreen.awaitState("RECONNECTING");
        bobsScreen.awaitState("RECONNECTING");
        assertThat(campaign.phone(TALKS).isDisposed()).isFalse();
        assertThat(campaign.phone(RINGS).isDisposed()).isFalse();

        assertThat(adasOther.dialIn(target(server), ada.number(), ada.pin()))
            .isInstanceOf(VolunteerPhone.Answer.Connected.class);
        adasScreen.awaitState("WRAP_UP");
        assertThat(adasScreen.attempt()).isEqualTo(attempt);
        adasScreen.dispose("SUCCESSFUL", Map.of("reached", adasScreen.people()));
        adasScreen.awaitState("READY");
        assertThat(campaign.awaitDisposed(TALKS).action()).isEqualTo("SUCCESSFUL");

        bobsScreen.dispose("NO_ANSWER");
        assertThat(campaign.awaitDisposed(RINGS).action()).isEqualTo("NO_ANSWER");
        adasScreen.leave();
        assertThat(adasOther.awaitEnd(PATIENCE)).isTrue();
      }
      assertThat(carrier.rings()).hasSize(2);
      assertThat(diary.lines())
          .noneMatch(line -> line.contains("9195550") || line.contains("2125550"));
    }
  }

  private static Map<String, List<Behaviour>> voters() {
    return Map.of(
        TALKS, List.of(new Behaviour.Answers(Duration.ofMillis(300), A_SHIFT, A_SHIFT)),
        RINGS, List.of(new Behaviour.RingsOut()));
  }

  private static VolunteerPhone.Target target(RunningServer server) {
    return new VolunteerPhone.Target(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), server.sipPort()),
        Transport.UDP,
        Campaign.DIAL_IN);
  }

  /// In a project of their own, with the usual two minutes of grace.
  private static String calls(
      RunningServer server, VolunteerPhone phone, Volunteer who, Screen screen, String number)
      throws InterruptedException {
    Map<String, Object> settings = server.campaign().settings(RING_FOR);
    settings.remove("wrapUpGraceSeconds");
    long project = server.campaign().project(settings);
    server.campaign().voter(project, number, 90);
    assertThat(phone.dialIn(target(server), who.number(), who.pin()))
        .isInstanceOf(VolunteerPhone.Answer.Connected.class);
    screen.awaitState("READY");
    screen.choose(project);
    assertThat(screen.callNext()).isEqualTo(number);
    return number;
  }

  /// When the server knew: the probe had failed.
  private static Instant dropped(Diary diary, String leg) {
    List<Entry> entries =
        diary.of("leg-dropped").stream().filter(entry -> entry.text().contains(leg)).toList();
    assertThat(entries).hasSize(1);
    return entries.getFirst().at();
  }

  /// By the carrier's log and the machine's clock.
  private void assertLetGo(Carrier carrier, String number, Instant died, Instant dropped) {
    assertThat(dropped).as("not before 15 s without media").isAfter(died.plus(WITHOUT_MEDIA));
    assertThat(carrier.rings(number))
        .singleElement()
        .extracting(ring -> clock.inReality(ring.times().endedAt().orElseThrow()))
        .satisfies(
            ended -> assertThat(ended).isBetween(dropped, dropped.plus(FROM_KNOWN_TO_ENDED)));
    assertThat(carrier.rings(number))
        .extracting(Ring::ending)
        .allMatch(ending ->
            ending
                .filter(it -> it == Ring.Ending.GIVEN_UP || it == Ring.Ending.CALLER_HUNG_UP)
                .isPresent());
  }

  /// What operators see of it.
  private static void assertNamed(Diary diary, RunningServer server, List<String> legs) {
    for (String leg : legs) {
      assertThat(diary.of("leg-silent"))
          .extracting(Entry::text)
          .filteredOn(text -> text.contains(leg))
          .singleElement()
          .asString()
          .contains("kind=VOLUNTEER");
    }
    assertThat(server.metrics().sum("hustings_legs_silent_total{kind=\"volunteer\""))
        .isEqualTo(legs.size());
  }
}
