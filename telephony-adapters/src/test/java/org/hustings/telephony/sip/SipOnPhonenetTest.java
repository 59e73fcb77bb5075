package org.hustings.telephony.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import org.hustings.core.id.LegId;
import org.hustings.core.id.RecordingId;
import org.hustings.core.recording.Pcmu;
import org.hustings.core.telephony.LegEnd.By;
import org.hustings.core.telephony.LegEnd.Outcome;
import org.hustings.core.telephony.LegEvent;
import org.hustings.core.telephony.Sound;
import org.hustings.core.telephony.Telephony.PlaybackId;
import org.hustings.telephony.media.Clip;
import org.hustings.telephony.media.g711.G711;
import org.hustings.telephony.media.listen.Sounds;
import org.hustings.telephony.phonenet.Behaviour;
import org.hustings.telephony.phonenet.Behaviour.Answers;
import org.hustings.telephony.phonenet.Ring;
import org.hustings.telephony.phonenet.wire.PhoneNetwork;
import org.hustings.telephony.phonenet.wire.Towns;
import org.hustings.telephony.phonenet.wire.Voices;
import org.hustings.telephony.phonenet.wire.VolunteerPhone;
import org.hustings.telephony.phonenet.wire.VolunteerPhone.Answer;
import org.hustings.telephony.phonenet.wire.VolunteerPhone.Target;
import org.hustings.telephony.phonenet.wire.WireSettings;
import org.hustings.telephony.phonenet.wire.WireSettings.Recordings;
import org.hustings.telephony.sip.stack.Transport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The server's SIP adapter and phonenet, which share no code for calls, with phonenet's log as
/// witness.
@Timeout(120)
class SipOnPhonenetTest {
  private static final Answers TALKS = new Answers(ms(200), ms(3000), Duration.ofMinutes(2));

  private final Towns towns = new Towns();

  @TempDir private Path directory;

  @AfterEach
  void close() {
    towns.close();
  }

  @Test
  void each_behaviour_is_told_as_what_it_is_and_rings_once() throws Exception {
    Map<Behaviour, Outcome> told =
        Map.of(
            new Behaviour.Busy(), Outcome.BUSY,
            new Behaviour.NoSuchNumber(), Outcome.UNREACHABLE,
            new Behaviour.Declines(ms(200)), Outcome.DECLINED,
            new Behaviour.RingsOut(), Outcome.NO_ANSWER,
            new Behaviour.HangsUp(ms(200), ms(300)), Outcome.ANSWERED);
    for (Map.Entry<Behaviour, Outcome> each : told.entrySet()) {
      PhoneNetwork town = towns.where(each.getKey());
      try (SipWorld server = SipWorld.towards(town.address().getPort(), Transport.UDP)) {
        LegId leg = server.call(ms(1500));
        LegEvent.Ended ended = server.await(leg, LegEvent.Ended.class);

        assertThat(ended.end().outcome()).as(each.getKey().toString()).isEqualTo(each.getValue());
        Ring ring = Towns.ended(town);
        assertThat(ring.called()).isEqualTo(SipWorld.VOTER.e164());
        assertThat(ring.call().caller()).contains(SipWorld.CALLER_ID.e164());
      }
    }
  }

  @Test
  void a_message_is_whole_at_the_machine_that_recorded_it() throws Exception {
    short[] message = Sounds.chirp(400, 2600, Duration.ofSeconds(4));
    PhoneNetwork town =
        towns.where(
            new Behaviour.Machine(ms(100), ms(800), Duration.ofMinutes(1), ms(1500)),
            WireSettings.onLoopback().withRecordings(new Recordings.Messages(directory)));
    try (SipWorld server = SipWorld.towards(town.address().getPort(), Transport.UDP)) {
      LegId leg = server.call(SipWorld.RING_FOR);
      server.await(leg, LegEvent.Answered.class);
      // The greeting, and after it the beep.
      server.telephony.play(leg, new PlaybackId(1), List.of(silence(ms(2000)), sound(message)));
      assertThat(server.await(leg, LegEvent.PlaybackFinished.class).whole()).isTrue();

      assertThat(server.end(leg).by()).isEqualTo(By.FAR_END);
      Towns.assertHeard(message, Towns.recorded(town, directory));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"UDP", "TCP"})
  void a_volunteer_dials_in_with_a_pin_and_talks_to_a_voter(Transport transport) throws Exception {
    short[] ours = Sounds.chirp(2900, 500, Duration.ofSeconds(3));
    PhoneNetwork town =
        towns.where(
            TALKS, WireSettings.onLoopback().withRecordings(new Recordings.Everything(directory)));
    try (SipWorld server = SipWorld.towards(town.address().getPort(), transport)) {
      VolunteerPhone phone = town.phone(Optional.of("+19195550111"));
      var target = new Target(server.telephony.local(), transport, "+19195550100");
      Future<Answer> dialed = towns.apart(() -> phone.dialIn(target, "17", "42"));

      LegEvent.Offered offered = server.offered();
      LegId volunteer = offered.leg();
      assertThat(offered.dnis()).isEqualTo("+19195550100");
      assertThat(offered.caller()).contains("+19195550111");
      server.telephony.answer(volunteer);
      server.await(volunteer, LegEvent.Answered.class);
      server.telephony.play(volunteer, new PlaybackId(1), prompt("enter-number"));
      assertThat(keys(server, volunteer)).isEqualTo("17");
      server.telephony.play(volunteer, new PlaybackId(2), prompt("enter-pin"));
      assertThat(keys(server, volunteer)).isEqualTo("42");
      assertThat(dialed.get()).isEqualTo(new Answer.Connected());

      LegId voter = server.call(SipWorld.RING_FOR);
      server.await(voter, LegEvent.Answered.class);
      server.telephony.bridge(volunteer, voter);
      phone.say(Clip.of(ours));
      assertThat(phone.awaitPrompt()).as("the voter has spoken").isTrue();
      phone.hangUp();
      assertThat(server.end(volunteer).by()).isEqualTo(By.FAR_END);
      server.telephony.hangUp(voter);
      server.end(voter);

      assertThat(Towns.ended(town).ending()).contains(Ring.Ending.CALLER_HUNG_UP);
      Towns.assertHeard(ours, Towns.recorded(town, directory));
      Towns.assertHeard(
          java.util.Arrays.copyOfRange(Voices.chirp(SipWorld.VOTER.e164()), 4000, 24_000),
          phone.heard());
    }
  }

  /// What is pressed up to the `#`.
  private static String keys(SipWorld server, LegId leg) {
    var keys = new StringBuilder();
    while (true) {
      char key = server.await(leg, LegEvent.Digit.class).key();
      if (key == '#') {
        return keys.toString();
      }
      keys.append(key);
    }
  }

  private static List<Sound> prompt(String name) {
    return List.of(new Sound.Prompt(name));
  }

  private static Sound silence(Duration time) {
    return sound(Sounds.silence(time));
  }

  private static Sound sound(short[] samples) {
    return new Sound.Recorded(new RecordingId(1), Pcmu.of(G711.PCMU.encode(samples)));
  }

  private static Duration ms(long milliseconds) {
    return Duration.ofMillis(milliseconds);
  }
}
