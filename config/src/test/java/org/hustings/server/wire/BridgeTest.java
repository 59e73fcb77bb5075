package org.hustings.server.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hustings.telephony.peers.BaresipEvent.Kind.CALL_CLOSED;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.hustings.server.wire.Campaign.Volunteer;
import org.hustings.telephony.media.Clip;
import org.hustings.telephony.media.listen.Correlation;
import org.hustings.telephony.media.listen.Sounds;
import org.hustings.telephony.peers.Baresip;
import org.hustings.telephony.peers.BaresipLine;
import org.hustings.telephony.peers.Fidelity;
import org.hustings.telephony.phonenet.Behaviour;
import org.hustings.telephony.phonenet.wire.Voices;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a volunteer and a voter hear of each other: all of it while they are bridged, and nothing
/// any more once they are not. What is *not* found is sought in the same recordings in which what
/// was said before the cut is found.
class BridgeTest {
  private static final String VOTER = "+12125550155";
  private static final Duration RING_FOR = Duration.ofSeconds(20);
  private static final int SECOND = 8000;
  private static final short[] BEFORE = Sounds.chirp(3300, 1800, Duration.ofSeconds(2));
  private static final short[] AFTER = Sounds.chirp(900, 2700, Duration.ofSeconds(3));
  private static final short[] MESSAGE = Sounds.chirp(600, 2400, Duration.ofSeconds(8));
  private static final short[] VOTERS_WORDS = Sounds.chirp(350, 3100, Duration.ofSeconds(20));
  private static final short[] FIRST_WORDS = Arrays.copyOf(VOTERS_WORDS, SECOND);
  private static final short[] LATER_WORDS =
      Arrays.copyOfRange(VOTERS_WORDS, 7 * SECOND, 9 * SECOND);

  @TempDir private Path directory;

  private final ShiftedClock clock = ShiftedClock.inTheMorning();

  /// A volunteer who has dialed in and talks with a voter.
  private record Talk(Baresip phone, Screen screen) {}

  private interface Story {
    void of(Talk talk);
  }

  /// What each side recorded of the whole call.
  private static final class Heard {
    private final short[] byVoter;
    private final short[] byVolunteer;
    private final short[] saidByVolunteer;

    private Heard(short[] byVoter, short[] byVolunteer, short[] saidByVolunteer) {
      this.byVoter = byVoter;
      this.byVolunteer = byVolunteer;
      this.saidByVolunteer = saidByVolunteer;
    }
  }

  @Test
  void after_hanging_up_neither_hears_the_other() {
    Heard heard =
        talk(
            VOTERS_WORDS,
            talk -> {
              say(talk, BEFORE, 3);
              hangUp(talk);
              say(talk, AFTER, 4);
            });

    assertThat(likeness(BEFORE, heard.byVoter)).isGreaterThan(0.99);
    assertThat(likeness(AFTER, heard.saidByVolunteer)).isGreaterThan(0.99);
    assertThat(likeness(AFTER, heard.byVoter)).isLessThan(0.3);
    assertThat(likeness(FIRST_WORDS, heard.byVolunteer)).isGreaterThan(0.99);
    assertThat(likeness(LATER_WORDS, heard.byVolunteer)).isLessThan(0.3);
  }

  @Test
  void r12_after_the_voicemail_drop_the_voters_side_hears_the_message_alone() {
    Heard heard =
        talk(
            VOTERS_WORDS,
            talk -> {
              say(talk, BEFORE, 3);
              talk.screen().dropVoicemail();
              talk.screen().awaitState("READY");
              say(talk, AFTER, 8);
            });

    assertThat(likeness(BEFORE, heard.byVoter)).isGreaterThan(0.99);
    assertThat(likeness(MESSAGE, heard.byVoter)).isGreaterThan(0.99);
    assertThat(likeness(AFTER, heard.saidByVolunteer)).isGreaterThan(0.99);
    assertThat(likeness(AFTER, heard.byVoter)).isLessThan(0.3);
    assertThat(likeness(FIRST_WORDS, heard.byVolunteer)).isGreaterThan(0.99);
    assertThat(likeness(LATER_WORDS, heard.byVolunteer)).isLessThan(0.3);
  }

  @Test
  void half_a_minute_of_talk_has_no_gap_no_click_and_no_drift() {
    assertFaithful(30);
  }

  /// In real time, so not in the usual suite: see docs/contributing.md.
  @Tag("long")
  @Test
  void ten_minutes_of_talk_have_no_gap_no_click_and_no_drift() {
    assertFaithful(600);
  }

  private void assertFaithful(int seconds) {
    Duration words = Duration.ofSeconds(seconds + 4L);
    short[] volunteersWords = Sounds.speech(words, new SplittableRandom(1));
    short[] votersWords = Sounds.speech(words, new SplittableRandom(2));
    Heard heard =
        talk(
            votersWords,
            talk -> {
              say(talk, volunteersWords, seconds + 4);
              hangUp(talk);
            });

    assertFaithful(Fidelity.between(volunteersWords, 1, seconds, heard.byVoter));
    assertFaithful(Fidelity.between(votersWords, 2, seconds, heard.byVolunteer));
  }

  private static void assertFaithful(Fidelity fidelity) {
    assertThat(fidelity.blocks()).isPositive();
    assertThat(fidelity.unlike()).as(fidelity.toString()).isZero();
  }

  /// A volunteer dials in and calls the voter, who answers and begins to speak; then the story, and
  /// the volunteer leaves.
  private Heard talk(short[] votersWords, Story story) {
    try (Carrier carrier = Carrier.with(clock, directory, voters(votersWords), voice(votersWords));
        RunningServer server = RunningServer.withTrunkTo(carrier.port(), clock, directory);
        Baresip phone = Baresip.start(directory, BaresipLine.named("ada"))) {
      Campaign campaign = server.campaign();
      long project = campaign.project(RING_FOR, MESSAGE);
      campaign.voter(project, VOTER, 90);
      Volunteer ada = campaign.volunteer("ada", "101");
      try (Screen screen = campaign.screenOf(ada)) {
        server.dialIn(phone, ada, screen);
        screen.choose(project);
        screen.callNext();
        screen.awaitState("TALKING");
        story.of(new Talk(phone, screen));
        screen.leave();
        phone.await(CALL_CLOSED);
        return new Heard(carrier.heardBy(VOTER), phone.heard(), phone.said());
      }
    }
  }

  private static void hangUp(Talk talk) {
    talk.screen().hangUp();
    talk.screen().awaitState("WRAP_UP");
    talk.screen().dispose("SUCCESSFUL", Map.of("reached", talk.screen().people()));
    talk.screen().awaitState("READY");
  }

  /// Says it, and waits for so many more seconds of the call.
  private static void say(Talk talk, short[] words, int seconds) {
    talk.phone().say(words);
    talk.phone().listenFor(Duration.ofSeconds(seconds));
  }

  private static double likeness(short[] said, short[] heard) {
    return Correlation.of(said, heard).coefficient();
  }

  private static Map<String, List<Behaviour>> voters(short[] words) {
    Duration speaks = Duration.ofSeconds(words.length / SECOND);
    return Map.of(
        VOTER,
        List.of(new Behaviour.Answers(Duration.ofMillis(300), speaks, speaks.plusSeconds(60))));
  }

  private static Voices voice(short[] words) {
    Voices others = Voices.chirps();
    Clip speech = Clip.of(words);
    return new Voices() {
      @Override
      public Clip speech(String called) {
        return speech;
      }

      @Override
      public Clip greeting(String called) {
        return others.greeting(called);
      }

      @Override
      public Clip announcement() {
        return others.announcement();
      }
    };
  }
}
