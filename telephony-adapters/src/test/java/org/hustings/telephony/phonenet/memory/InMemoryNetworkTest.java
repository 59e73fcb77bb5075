package org.hustings.telephony.phonenet.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hustings.core.id.LegId;
import org.hustings.core.id.RecordingId;
import org.hustings.core.recording.Pcmu;
import org.hustings.core.telephony.DialOrder;
import org.hustings.core.telephony.LegEnd;
import org.hustings.core.telephony.LegEnd.Outcome;
import org.hustings.core.telephony.LegEvent;
import org.hustings.core.telephony.Sound;
import org.hustings.core.telephony.Telephony.Admission;
import org.hustings.core.telephony.Telephony.PlaybackId;
import org.hustings.core.telephony.Telephony.Rejection;
import org.hustings.core.telephony.Telephony.UnsupportedCapability;
import org.hustings.core.time.VirtualTime;
import org.hustings.core.voter.PhoneNumber;
import org.hustings.telephony.phonenet.Behaviour;
import org.hustings.telephony.phonenet.Clockwork;
import org.hustings.telephony.phonenet.Ring;
import org.hustings.telephony.phonenet.RingLog;
import org.hustings.telephony.phonenet.SeededSubscribers;
import org.hustings.telephony.phonenet.Subscribers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InMemoryNetworkTest {
  private static final PhoneNumber VOTER = new PhoneNumber("+19195550182");
  private static final PhoneNumber US = new PhoneNumber("+19195550100");

  private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-02T14:00:00Z"));
  private final RingLog log = RingLog.inMemory(time);
  private final List<LegEvent> events = new ArrayList<>();

  @AfterEach
  void nothing_was_thrown_out_of_sight() {
    assertThat(time.failures()).isEmpty();
  }

  @Test
  void a_voter_answers_talks_and_is_hung_up_on() {
    InMemoryTelephony telephony = serving(new Behaviour.Answers(secs(5), secs(3), secs(60)));

    LegId leg = dial(telephony);
    time.advanceBy(secs(20));
    telephony.hangUp(leg);
    time.runUntilQuiet();

    assertThat(kinds(leg))
        .containsExactly("Accepted", "Established", "Ringing", "Answered", "Ended");
    assertThat(end(leg).outcome()).isEqualTo(Outcome.ANSWERED);
    assertThat(end(leg).by()).isEqualTo(LegEnd.By.US);
    assertThat(log.rings())
        .extracting(Ring::ending)
        .containsExactly(Optional.of(Ring.Ending.CALLER_HUNG_UP));
  }

  @Test
  void each_behaviour_ends_as_a_telephone_network_would_say() {
    var expected =
        Map.of(
            new Behaviour.Busy(), Outcome.BUSY,
            new Behaviour.NoSuchNumber(), Outcome.UNREACHABLE,
            new Behaviour.RingsOut(), Outcome.NO_ANSWER,
            new Behaviour.Declines(secs(4)), Outcome.DECLINED,
            new Behaviour.HangsUp(secs(4), secs(2)), Outcome.ANSWERED,
            new Behaviour.Answers(secs(70), secs(2), secs(9)), Outcome.NO_ANSWER,
            new Behaviour.Machine(secs(9), secs(4), secs(30), secs(5)), Outcome.ANSWERED);
    expected.forEach((behaviour, outcome) -> {
      InMemoryTelephony telephony = serving(behaviour);
      LegId leg = dial(telephony);
      time.advanceBy(Duration.ofMinutes(5));
      assertThat(end(leg).outcome()).as(behaviour.toString()).isEqualTo(outcome);
    });
    assertThat(log.open()).isZero();
  }

  @Test
  void hanging_up_while_it_rings_is_seen_by_both_sides_once() {
    InMemoryTelephony telephony = serving(new Behaviour.RingsOut());
    LegId leg = dial(telephony);
    time.advanceBy(secs(7));

    telephony.hangUp(leg);
    telephony.hangUp(leg);
    time.advanceBy(Duration.ofMinutes(2));

    assertThat(kinds(leg)).containsExactly("Accepted", "Established", "Ringing", "Ended");
    assertThat(end(leg).outcome()).isEqualTo(Outcome.CANCELLED);
    assertThat(log.rings())
        .extracting(Ring::ending)
        .containsExactly(Optional.of(Ring.Ending.GIVEN_UP));
    assertThat(log.rings().getFirst().rang()).isEqualTo(Duration.ofMillis(7960));
  }

  @Test
  void a_machine_keeps_the_whole_message_that_is_played_after_the_beep() {
    InMemoryTelephony telephony =
        serving(new Behaviour.Machine(secs(9), secs(4), secs(60), secs(5)));
    LegId leg = dial(telephony);
    time.advanceBy(secs(14));

    telephony.play(leg, new PlaybackId(1), List.of(recording(12)));
    time.advanceBy(secs(60));

    assertThat(log.rings().getFirst().recording()).contains("recording 5: 12.000 s of 12.000 s");
    assertThat(finished(leg).whole()).isTrue();
    assertThat(end(leg).by()).isEqualTo(LegEnd.By.FAR_END);
  }

  @Test
  void a_message_begun_during_the_greeting_is_not_whole_at_the_machine() {
    InMemoryTelephony telephony =
        serving(new Behaviour.Machine(secs(9), secs(4), secs(60), secs(5)));
    LegId leg = dial(telephony);
    time.advanceBy(secs(10));

    telephony.play(leg, new PlaybackId(1), List.of(recording(12)));
    time.advanceBy(secs(60));

    assertThat(log.rings().getFirst().recording()).contains("recording 5: 9.460 s of 12.000 s");
  }

  @Test
  void every_playback_ends_once_whole_cut_or_with_the_leg() {
    InMemoryTelephony telephony = serving(new Behaviour.Answers(secs(1), secs(3), secs(60)));
    LegId leg = dial(telephony);

    telephony.play(leg, new PlaybackId(1), List.of(new Sound.Prompt("welcome")));
    time.advanceBy(secs(2));
    telephony.play(leg, new PlaybackId(2), List.of(recording(12)));
    time.advanceBy(secs(1));
    telephony.play(leg, new PlaybackId(3), List.of(new Sound.Prompt("a"), new Sound.Prompt("b")));
    time.advanceBy(secs(10));
    telephony.play(leg, new PlaybackId(4), List.of(recording(12)));
    time.advanceBy(secs(2));
    telephony.hangUp(leg);
    time.runUntilQuiet();

    assertThat(events.stream().filter(LegEvent.PlaybackFinished.class::isInstance))
        .extracting(
            event -> ((LegEvent.PlaybackFinished) event).playback().value(),
            event -> ((LegEvent.PlaybackFinished) event).whole(),
            event -> ((LegEvent.PlaybackFinished) event).played())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(1L, false, Duration.ZERO),
            org.assertj.core.groups.Tuple.tuple(2L, false, secs(1)),
            org.assertj.core.groups.Tuple.tuple(3L, true, secs(6)),
            org.assertj.core.groups.Tuple.tuple(4L, false, secs(2)));
    assertThat(events.getLast()).isInstanceOf(LegEvent.Ended.class);
  }

  @Test
  void a_volunteer_dials_in_hears_prompts_presses_keys_and_talks_to_a_voter() {
    InMemoryNetwork network =
        network(Subscribers.all(new Behaviour.Answers(secs(5), secs(3), secs(60))));
    InMemoryTelephony telephony = connected(network);
    InMemoryPhone phone = network.phone(Optional.of("+19195550111"));

    phone.dial("+19195550100");
    time.advanceBy(secs(1));
    LegEvent.Offered offered = (LegEvent.Offered) events.getFirst();
    telephony.answer(offered.leg());
    telephony.play(offered.leg(), new PlaybackId(1), List.of(new Sound.Prompt("enter-pin")));
    time.advanceBy(secs(1));
    phone.press("12#");
    time.advanceBy(secs(5));
    LegId voter = dial(telephony);
    time.advanceBy(secs(6));
    telephony.bridge(offered.leg(), voter);
    time.advanceBy(secs(2));

    assertThat(offered.dnis()).isEqualTo("+19195550100");
    assertThat(offered.caller()).contains("+19195550111");
    assertThat(phone.prompts()).containsExactly("enter-pin");
    assertThat(events.stream().filter(LegEvent.Digit.class::isInstance))
        .extracting(event -> ((LegEvent.Digit) event).key())
        .containsExactly('1', '2', '#');
    assertThat(phone.heard()).extracting(Heard::what).contains(new Hears.Voice(Hears.Says.SPEECH));

    phone.hangUp();
    time.runUntilQuiet();

    assertThat(end(offered.leg()).by()).isEqualTo(LegEnd.By.FAR_END);
    assertThat(log.rings()).allMatch(Ring::open);
    assertThat(phone.isConnected()).isFalse();
  }

  @Test
  void a_refused_volunteer_is_told() {
    InMemoryNetwork network = network(Subscribers.all(new Behaviour.Busy()));
    InMemoryTelephony telephony = connected(network);
    InMemoryPhone phone = network.phone(Optional.empty());
    var told = new ArrayList<InMemoryPhone.Event>();
    phone.listen(told::add);

    phone.dial("+19195550999");
    time.advanceBy(secs(1));
    telephony.reject(events.getFirst().leg(), Rejection.UNKNOWN_NUMBER);
    time.runUntilQuiet();

    assertThat(told)
        .singleElement()
        .asInstanceOf(type(InMemoryPhone.Event.HungUp.class))
        .satisfies(hungUp -> assertThat(hungUp.wasConnected()).isFalse());
    assertThat(events.getLast()).isInstanceOf(LegEvent.Ended.class);
  }

  @Test
  void r24_a_phone_out_of_reach_is_noticed_by_its_silence_and_ended_by_a_probe() {
    InMemoryNetwork network = network(Subscribers.all(new Behaviour.Busy()));
    InMemoryTelephony telephony = connected(network);
    InMemoryPhone phone = network.phone(Optional.empty());
    phone.dial("+19195550100");
    time.advanceBy(secs(1));
    LegId leg = events.getFirst().leg();
    telephony.answer(leg);
    telephony.probe(leg);
    time.advanceBy(secs(1));
    assertThat(events.getLast()).isInstanceOf(LegEvent.Probed.class);

    phone.vanish();
    time.advanceBy(secs(15));
    assertThat(events.getLast()).isInstanceOf(LegEvent.MediaSilent.class);

    telephony.probe(leg);
    time.advanceBy(secs(5));
    assertThat(end(leg).by()).isEqualTo(LegEnd.By.NETWORK);
  }

  @Test
  void r23_another_server_ends_what_a_crashed_one_left_up() {
    InMemoryNetwork network =
        network(Subscribers.all(new Behaviour.Answers(secs(2), secs(3), secs(60))));
    InMemoryTelephony first = connected(network);
    LegId leg = dial(first);
    time.advanceBy(secs(10));
    String dialog =
        events.stream()
            .flatMap(event ->
                event instanceof LegEvent.Established established
                    ? Optional.of(established.dialog()).stream()
                    : Optional.<String>empty().stream())
            .findFirst()
            .orElseThrow();
    int before = events.size();
    first.crash();
    time.advanceBy(secs(5));
    assertThat(log.rings()).allMatch(Ring::open);

    connected(network).hangUpStored(leg, dialog);
    time.runUntilQuiet();

    assertThat(log.rings())
        .extracting(Ring::ending)
        .containsExactly(Optional.of(Ring.Ending.CALLER_HUNG_UP));
    assertThat(events).as("nothing is reported of it").hasSize(before);
  }

  @Test
  void the_trunk_has_as_many_channels_and_starts_a_second_as_it_was_given() {
    InMemoryNetwork network =
        new InMemoryNetwork(
            Clockwork.of(time),
            Subscribers.all(new Behaviour.Busy()),
            log,
            InMemoryNetwork.Settings.USUAL.withChannels(2).withCallsPerSecond(4));
    InMemoryTelephony telephony = connected(network);

    Admission first = telephony.admit(time.instant());
    assertThat(telephony.admit(time.instant()))
        .isEqualTo(new Admission.NotNow("cps", time.instant().plusMillis(250)));
    time.advanceBy(Duration.ofMillis(250));
    assertThat(telephony.admit(time.instant())).isInstanceOf(Admission.Admitted.class);
    time.advanceBy(Duration.ofMillis(250));
    assertThat(telephony.admit(time.instant()))
        .asInstanceOf(type(Admission.NotNow.class))
        .satisfies(no -> assertThat(no.reason()).isEqualTo("channels"));

    ((Admission.Admitted) first).permit().close();
    ((Admission.Admitted) first).permit().close();
    assertThat(telephony.admit(time.instant())).isInstanceOf(Admission.Admitted.class);
    time.advanceBy(secs(1));
    assertThat(telephony.admit(time.instant())).isInstanceOf(Admission.NotNow.class);
  }

  @Test
  void what_is_not_declared_is_refused() {
    InMemoryTelephony telephony = serving(new Behaviour.Busy());

    assertThatThrownBy(() -> telephony.startRecording(new LegId(new UUID(1, 1))))
        .isInstanceOf(UnsupportedCapability.class);
  }

  @Test
  void the_same_seed_gives_the_same_evening() {
    assertThat(evening()).isEqualTo(evening()).hasSize(500);
  }

  private List<Ring> evening() {
    var evening = new VirtualTime(Instant.parse("2026-11-02T14:00:00Z"));
    var witness = RingLog.inMemory(evening);
    var network =
        new InMemoryNetwork(
            Clockwork.of(evening),
            new SeededSubscribers(42),
            witness,
            InMemoryNetwork.Settings.USUAL);
    InMemoryTelephony telephony = network.connect();
    telephony.listen(_ -> {});
    for (int i = 0; i < 500; i++) {
      var order =
          new DialOrder(
              new LegId(new UUID(9, i)),
              new PhoneNumber("+19195550" + (100 + i % 250)),
              Optional.of(US),
              secs(60),
              false,
              permit(telephony, evening));
      telephony.originate(order);
      evening.advanceBy(secs(3));
    }
    evening.advanceBy(Duration.ofHours(1));
    assertThat(witness.open()).isZero();
    return witness.rings();
  }

  private InMemoryTelephony serving(Behaviour behaviour) {
    return connected(network(Subscribers.all(behaviour)));
  }

  private InMemoryNetwork network(Subscribers subscribers) {
    return new InMemoryNetwork(
        Clockwork.of(time), subscribers, log, InMemoryNetwork.Settings.USUAL);
  }

  private InMemoryTelephony connected(InMemoryNetwork network) {
    InMemoryTelephony telephony = network.connect();
    telephony.listen(events::add);
    time.runUntilQuiet();
    return telephony;
  }

  private LegId dial(InMemoryTelephony telephony) {
    var leg = new LegId(new UUID(2, events.size()));
    telephony.originate(
        new DialOrder(leg, VOTER, Optional.of(US), secs(60), false, permit(telephony, time)));
    time.advanceBy(secs(1));
    return leg;
  }

  private static org.hustings.core.telephony.Telephony.Permit permit(
      InMemoryTelephony telephony, VirtualTime clock) {
    return ((Admission.Admitted) telephony.admit(clock.instant())).permit();
  }

  private List<String> kinds(LegId leg) {
    return events.stream()
        .filter(event -> event.leg().equals(leg))
        .map(event -> event.getClass().getSimpleName())
        .toList();
  }

  private LegEnd end(LegId leg) {
    return events.stream()
        .filter(event -> event.leg().equals(leg))
        .flatMap(event ->
            event instanceof LegEvent.Ended ended
                ? Optional.of(ended.end()).stream()
                : Optional.<LegEnd>empty().stream())
        .reduce((_, _) -> {
          throw new AssertionError("ended twice");
        })
        .orElseThrow();
  }

  private LegEvent.PlaybackFinished finished(LegId leg) {
    return (LegEvent.PlaybackFinished)
        events.stream()
            .filter(LegEvent.PlaybackFinished.class::isInstance)
            .filter(event -> event.leg().equals(leg))
            .findFirst()
            .orElseThrow();
  }

  private static Sound recording(int seconds) {
    return new Sound.Recorded(new RecordingId(5), Pcmu.of(new byte[seconds * 8000]));
  }

  private static Duration secs(long seconds) {
    return Duration.ofSeconds(seconds);
  }
}
