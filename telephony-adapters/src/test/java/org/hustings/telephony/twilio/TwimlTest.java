package org.hustings.telephony.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Our documents, to the letter as Twilio reads them, and by its published grammar.
class TwimlTest {
  private static final URI NEXT = URI.create("https://calls.example.org/twilio/leg/7/next?n=3&m=1");
  private static final URI SOUND = URI.create("https://calls.example.org/twilio/sound/7?e=1&t=2");

  private static final String TO_NEXT =
      "<Redirect method=\"POST\">https://calls.example.org/twilio/leg/7/next?n=3&amp;m=1</Redirect>";
  private static final String PLAYED =
      "<Play>https://calls.example.org/twilio/sound/7?e=1&amp;t=2</Play>";

  private static void says(String document, String body) {
    assertThat(document)
        .isEqualTo(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response>%s</Response>".formatted(body));
    assertThat(org.hustings.telephony.twilio.fake.Twiml.read(document)).isNotNull();
  }

  private static String gather(int timeout, String inside) {
    return ("<Gather action=\"https://calls.example.org/twilio/leg/7/next?n=3&amp;m=1\""
            + " finishOnKey=\"#\" input=\"dtmf\" method=\"POST\" timeout=\"%d\">%s</Gather>")
        .formatted(timeout, inside);
  }

  @Test
  void a_quiet_leg_listens_for_keys() {
    says(Twiml.listening("", NEXT), gather(3, "<Pause length=\"40\"/>") + TO_NEXT);
  }

  @Test
  void a_prompt_is_cut_by_keys_and_a_message_is_not() {
    says(
        Twiml.playing("", List.of(SOUND, SOUND), true, NEXT), gather(2, PLAYED + PLAYED) + TO_NEXT);
    says(
        Twiml.playing("15#", List.of(SOUND), false, NEXT),
        "<Play digits=\"15#\"/>" + PLAYED + TO_NEXT);
  }

  @Test
  void a_room_is_silent_while_one_is_alone_and_lasts_when_one_leaves() {
    says(
        Twiml.room("", "leg-7", NEXT),
        "<Dial><Conference beep=\"false\" endConferenceOnExit=\"false\""
            + " startConferenceOnEnter=\"true\" waitUrl=\"\">leg-7</Conference></Dial>"
            + TO_NEXT);
  }

  @Test
  void calls_are_refused_kept_waiting_and_ended() {
    says(Twiml.reject(true), "<Reject reason=\"busy\"/>");
    says(Twiml.reject(false), "<Reject reason=\"rejected\"/>");
    says(Twiml.undecided(NEXT), "<Pause length=\"1\"/>" + TO_NEXT);
    says(Twiml.askAgain(NEXT), TO_NEXT);
    says(Twiml.hangUp(), "<Hangup/>");
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
