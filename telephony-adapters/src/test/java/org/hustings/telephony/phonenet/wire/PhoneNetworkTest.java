package org.hustings.telephony.phonenet.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.hustings.telephony.media.Clip;
import org.hustings.telephony.media.listen.Sounds;
import org.hustings.telephony.media.listen.ToneFinder;
import org.hustings.telephony.phonenet.Behaviour;
import org.hustings.telephony.phonenet.Behaviour.Answers;
import org.hustings.telephony.phonenet.Ring;
import org.hustings.telephony.phonenet.Ring.Ending;
import org.hustings.telephony.phonenet.wire.VolunteerPhone.Answer;
import org.hustings.telephony.phonenet.wire.VolunteerPhone.Target;
import org.hustings.telephony.phonenet.wire.WireSettings.Credentials;
import org.hustings.telephony.phonenet.wire.WireSettings.Recordings;
import org.hustings.telephony.sip.stack.Transport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A town on the wire, called by phones of another one.
@Timeout(120)
class PhoneNetworkTest {
  private static final String VOTER = "+19195550182";

  private final Towns towns = new Towns();

  @TempDir private Path directory;

  @AfterEach
  void close() {
    towns.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"UDP", "TCP"})
  void a_subscriber_answers_and_both_hear_each_other(Transport transport) throws Exception {
    PhoneNetwork town =
        towns.where(
            new Answers(ms(300), ms(4000), secs(60)),
            recording(new Recordings.Everything(directory)));
    VolunteerPhone phone = towns.callers().phone(Optional.of("+19195550111"));
    short[] ours = Sounds.chirp(2900, 500, secs(3));

    assertThat(phone.dial(new Target(town.address(), transport, VOTER)))
        .isEqualTo(new Answer.Connected());
    phone.say(Clip.of(ours));
    assertThat(phone.awaitHeard(secs(5))).isTrue();
    phone.hangUp();
    Ring ring = Towns.ended(town);

    Towns.assertHeard(Voices.chirp(VOTER), phone.heard());
    Towns.assertHeard(ours, Towns.recorded(town, directory));
    assertThat(ring.ending()).contains(Ending.CALLER_HUNG_UP);
    assertThat(ring.call().caller()).contains("+19195550111");
    assertThat(ring.rang()).isBetween(ms(250), secs(2));
  }

  @Test
  void what_is_refused_is_refused_as_carriers_do_it() throws Exception {
    assertThat(refusal(new Behaviour.Busy(), Ending.BUSY)).isEqualTo(486);
    assertThat(refusal(new Behaviour.NoSuchNumber(), Ending.NO_SUCH_NUMBER)).isEqualTo(404);
    assertThat(refusal(new Behaviour.Declines(ms(200)), Ending.DECLINED)).isEqualTo(603);
  }

  private int refusal(Behaviour behaviour, Ending ending) throws Exception {
    PhoneNetwork town = towns.where(behaviour);
    Answer answer = towns.callers().phone(Optional.empty()).dial(voterIn(town));
    assertThat(Towns.ended(town).ending()).contains(ending);
    return ((Answer.Refused) answer).status();
  }

  @Test
  void a_number_that_is_dialed_without_its_plus_is_the_same_number() throws Exception {
    PhoneNetwork town = towns.where(new Behaviour.Busy());

    towns
        .callers()
        .phone(Optional.empty())
        .dial(new Target(town.address(), Transport.UDP, VOTER.substring(1)));

    assertThat(Towns.ended(town).called()).isEqualTo(VOTER);
  }

  @Test
  void giving_up_while_it_rings_stops_the_ringing() throws Exception {
    PhoneNetwork town = towns.where(new Behaviour.RingsOut());
    VolunteerPhone phone = towns.callers().phone(Optional.empty());
    Future<Answer> answer = towns.apart(() -> phone.dial(voterIn(town)));
    Towns.eventually(
        () -> town.log().rings().stream().anyMatch(r -> r.times().ringingAt().isPresent()));

    phone.hangUp();

    assertThat(answer.get()).isEqualTo(new Answer.Refused(487));
    assertThat(Towns.ended(town).ending()).contains(Ending.GIVEN_UP);
  }

  @Test
  void a_subscriber_hangs_up_in_mid_call() throws Exception {
    PhoneNetwork town = towns.where(new Behaviour.HangsUp(ms(100), ms(700)));
    VolunteerPhone phone = towns.callers().phone(Optional.empty());

    assertThat(phone.dial(voterIn(town))).isEqualTo(new Answer.Connected());

    assertThat(phone.awaitEnd(secs(10))).isTrue();
    assertThat(Towns.ended(town).ending()).contains(Ending.SUBSCRIBER_HUNG_UP);
  }

  @Test
  void a_machine_greets_beeps_and_records_the_whole_message() throws Exception {
    PhoneNetwork town =
        towns.where(
            new Behaviour.Machine(ms(100), secs(2), secs(60), secs(2)),
            recording(new Recordings.Messages(directory)));
    VolunteerPhone phone = towns.callers().phone(Optional.empty());
    short[] message = Sounds.chirp(400, 2600, secs(5));

    assertThat(phone.dial(voterIn(town))).isEqualTo(new Answer.Connected());
    assertThat(phone.awaitPrompt()).isTrue();
    List<ToneFinder.Found> beep = ToneFinder.find(phone.heard(), 1000, ms(400));
    phone.say(Clip.of(message));
    assertThat(phone.awaitEnd(secs(20))).as("it hangs up when nothing more is said").isTrue();

    assertThat(Towns.ended(town).ending()).contains(Ending.SUBSCRIBER_HUNG_UP);
    assertThat(beep).hasSize(1);
    Towns.assertHeard(message, Towns.recorded(town, directory));
  }

  @Test
  void a_bad_line_loses_what_it_was_told_to_lose() throws Exception {
    var talks = new Answers(ms(100), secs(4), secs(60));
    PhoneNetwork town = towns.where(new Behaviour.LossyLine(400, talks));
    VolunteerPhone phone = towns.callers().phone(Optional.empty());

    assertThat(phone.dial(voterIn(town))).isEqualTo(new Answer.Connected());
    assertThat(phone.awaitHeard(secs(4))).isTrue();
    phone.hangUp();

    // 200 packets in four seconds, of which 80 get lost on average.
    assertThat(phone.packetsLost()).isBetween(50L, 110L);
    assertThat(Towns.ended(town).behaviour()).isEqualTo("LossyLine");
  }

  @Test
  void without_the_credentials_nothing_rings() throws Exception {
    PhoneNetwork town =
        towns.where(
            new Behaviour.Busy(),
            WireSettings.onLoopback().withCredentials(new Credentials("trunk", "secret")));

    Answer answer = towns.callers().phone(Optional.empty()).dial(voterIn(town));

    assertThat(answer).isEqualTo(new Answer.Refused(407));
    assertThat(town.log().rings()).isEmpty();
  }

  @Test
  void three_hundred_subscribers_talk_at_once_and_nothing_of_them_is_lost() throws Exception {
    int many = 300;
    PhoneNetwork town = towns.where(new Answers(ms(500), ms(4000), secs(120)));
    PhoneNetwork callers = towns.callers();
    List<VolunteerPhone> phones =
        IntStream.range(0, many).mapToObj(_ -> callers.phone(Optional.empty())).toList();
    List<Future<Answer>> answers = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      VolunteerPhone phone = phones.get(i);
      var number = new Target(town.address(), Transport.UDP, "+1919555%04d".formatted(i));
      answers.add(towns.apart(() -> phone.dial(number)));
    }
    for (Future<Answer> answer : answers) {
      assertThat(answer.get()).isEqualTo(new Answer.Connected());
    }
    assertThat(town.log().open()).isEqualTo(many);
    for (VolunteerPhone phone : phones) {
      assertThat(phone.awaitSpoken(ms(3500))).isTrue();
    }
    phones.forEach(VolunteerPhone::hangUp);
    Towns.eventually(() -> town.log().open() == 0);

    assertThat(phones.stream().mapToLong(VolunteerPhone::packetsLost).sum())
        .as("packets lost, of more than %d", many * 175)
        .isZero();
    assertThat(town.log().rings()).extracting(Ring::called).doesNotHaveDuplicates().hasSize(many);
    assertThat(town.log().rings())
        .extracting(Ring::ending)
        .containsOnly(Optional.of(Ending.CALLER_HUNG_UP));
  }

  @Test
  void closing_the_network_hangs_up_on_everybody() throws Exception {
    PhoneNetwork town = towns.where(new Answers(ms(100), secs(9), secs(60)));
    VolunteerPhone phone = towns.callers().phone(Optional.empty());
    assertThat(phone.dial(voterIn(town))).isEqualTo(new Answer.Connected());

    town.close();

    assertThat(phone.awaitEnd(secs(10))).isTrue();
    assertThat(town.log().rings())
        .extracting(Ring::ending)
        .containsExactly(Optional.of(Ending.BROKEN));
  }

  private static WireSettings recording(Recordings recordings) {
    return WireSettings.onLoopback().withRecordings(recordings);
  }

  private static Target voterIn(PhoneNetwork town) {
    return new Target(town.address(), Transport.UDP, VOTER);
  }

  private static Duration secs(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  private static Duration ms(long milliseconds) {
    return Duration.ofMillis(milliseconds);
  }
}
