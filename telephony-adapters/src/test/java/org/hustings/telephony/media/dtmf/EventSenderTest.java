package org.hustings.telephony.media.dtmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventSenderTest {
  private static List<String> steps(String keys) {
    EventSender sender = new EventSender(Digits.of(keys), 160);
    List<String> steps = new ArrayList<>();
    while (true) {
      switch (sender.next()) {
        case EventSender.Step.Send(TelephoneEvent event, boolean first) ->
            steps.add(
                (first ? "+" : "") + event.key() + event.samples() + (event.end() ? "." : ""));
        case EventSender.Step.Pause() -> steps.add("-");
        case EventSender.Step.Done() -> {
          return steps;
        }
      }
    }
  }

  @Test
  void a_press_grows_and_its_end_is_sent_three_times() {
    assertThat(steps("1"))
        .containsExactly("+1160", "1320", "1480", "1640", "1800.", "1800.", "1800.", "-", "-");
  }

  @Test
  void between_two_keys_there_is_a_pause() {
    assertThat(String.join("", steps("1#"))).contains("1800.--+#160");
  }

  @Test
  void a_comma_is_half_a_second() {
    assertThat(steps(",")).hasSize(25).containsOnly("-");
  }

  @Test
  void what_is_no_key_is_refused() {
    assertThatThrownBy(() -> Digits.of("12x")).hasMessageContaining("'x'");
    assertThatThrownBy(() -> Digits.of("")).hasMessageContaining("expected 1 to 64");
  }
}
