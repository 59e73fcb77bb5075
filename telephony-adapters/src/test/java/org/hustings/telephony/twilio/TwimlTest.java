package org.hustings.telephony.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.twilio.http.HttpMethod;
import com.twilio.twiml.VoiceResponse;
import com.twilio.twiml.voice.Conference;
import com.twilio.twiml.voice.Dial;
import com.twilio.twiml.voice.Gather;
import com.twilio.twiml.voice.Hangup;
import com.twilio.twiml.voice.Pause;
import com.twilio.twiml.voice.Play;
import com.twilio.twiml.voice.Redirect;
import com.twilio.twiml.voice.Reject;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Our documents say what Twilio's own library says, built from its types.
class TwimlTest {
  private static final URI NEXT = URI.create("https://calls.example.org/twilio/leg/7/next?n=3&m=1");
  private static final URI SOUND = URI.create("https://calls.example.org/twilio/sound/7?e=1&t=2");

  private static Redirect redirect() {
    return new Redirect.Builder(NEXT).method(HttpMethod.POST).build();
  }

  private static Gather.Builder gather(int timeout) {
    return new Gather.Builder()
        .inputs(Gather.Input.DTMF)
        .method(HttpMethod.POST)
        .finishOnKey("#")
        .timeout(timeout)
        .action(NEXT);
  }

  private static void same(String ours, VoiceResponse theirs) {
    assertThat(org.hustings.telephony.twilio.fake.Twiml.read(ours))
        .isEqualTo(org.hustings.telephony.twilio.fake.Twiml.read(theirs.toXml()));
  }

  @Test
  void a_quiet_leg_listens_for_keys() {
    same(
        Twiml.listening("", NEXT),
        new VoiceResponse.Builder()
            .gather(gather(3).pause(new Pause.Builder().length(40).build()).build())
            .redirect(redirect())
            .build());
  }

  @Test
  void a_prompt_is_cut_by_keys_and_a_message_is_not() {
    Play sound = new Play.Builder(SOUND).build();
    same(
        Twiml.playing("", List.of(SOUND, SOUND), true, NEXT),
        new VoiceResponse.Builder()
            .gather(gather(2).play(sound).play(sound).build())
            .redirect(redirect())
            .build());
    same(
        Twiml.playing("15#", List.of(SOUND), false, NEXT),
        new VoiceResponse.Builder()
            .play(new Play.Builder().digits("15#").build())
            .play(sound)
            .redirect(redirect())
            .build());
  }

  @Test
  void a_room_is_silent_while_one_is_alone_and_lasts_when_one_leaves() {
    same(
        Twiml.room("", "leg-7", NEXT),
        new VoiceResponse.Builder()
            .dial(
                new Dial.Builder()
                    .conference(
                        new Conference.Builder("leg-7")
                            .beep(Conference.Beep.FALSE)
                            .waitUrl("")
                            .startConferenceOnEnter(true)
                            .endConferenceOnExit(false)
                            .build())
                    .build())
            .redirect(redirect())
            .build());
  }

  @Test
  void calls_are_refused_kept_waiting_and_ended() {
    same(
        Twiml.reject(true),
        new VoiceResponse.Builder()
            .reject(new Reject.Builder().reason(Reject.Reason.BUSY).build())
            .build());
    same(
        Twiml.reject(false),
        new VoiceResponse.Builder()
            .reject(new Reject.Builder().reason(Reject.Reason.REJECTED).build())
            .build());
    same(
        Twiml.undecided(NEXT),
        new VoiceResponse.Builder()
            .pause(new Pause.Builder().length(1).build())
            .redirect(redirect())
            .build());
    same(Twiml.askAgain(NEXT), new VoiceResponse.Builder().redirect(redirect()).build());
    same(Twiml.hangUp(), new VoiceResponse.Builder().hangup(new Hangup.Builder().build()).build());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<Response><Dance/></Response>",
        "<Response><Gather><Hangup/></Gather></Response>",
        "<Response><Pause length=\"long\"/></Response>",
        "<Response><Play></Play></Response>",
        "<Response><Conference>room</Conference></Response>",
        "<Response><Redirect>somewhere</Redirect></Response>",
        "<Answer/>",
        "<Response>"
      })
  void the_grammar_that_all_tests_read_with_refuses_what_is_none(String document) {
    assertThatThrownBy(() -> org.hustings.telephony.twilio.fake.Twiml.read(document))
        .isInstanceOf(AssertionError.class);
  }
}
