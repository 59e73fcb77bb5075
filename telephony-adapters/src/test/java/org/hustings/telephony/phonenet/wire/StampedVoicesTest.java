package org.hustings.telephony.phonenet.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.hustings.telephony.phonenet.Behaviour;
import org.hustings.telephony.phonenet.Behaviour.Answers;
import org.hustings.telephony.phonenet.wire.WireSettings.Voicing;
import org.hustings.telephony.sip.stack.Transport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Voices that are made for measurements.
@Timeout(60)
final class StampedVoicesTest {
  private static final WireSettings STAMPED =
      WireSettings.onLoopback().withVoicing(Voicing.STAMPED);
  private static final Answers AT_ONCE =
      new Answers(Duration.ofMillis(50), Duration.ofSeconds(1), Duration.ofMinutes(1));

  private final Towns towns = new Towns();

  @AfterEach
  void close() {
    towns.close();
  }

  @Test
  void each_side_hears_whose_voice_it_is_from_the_answer_on() throws Exception {
    PhoneNetwork town = towns.where(AT_ONCE, STAMPED);
    PhoneNetwork callers = towns.where(new Behaviour.Busy(), STAMPED);
    VolunteerPhone phone = callers.phone(Optional.of("+19195550111"));

    var answer =
        phone.dial(new VolunteerPhone.Target(town.address(), Transport.UDP, "+19195550182"));

    assertThat(answer).isEqualTo(new VolunteerPhone.Answer.Connected());
    Towns.eventually(() -> phone.hearing().isPresent());
    Instant answeredAt = town.log().rings().getFirst().times().answeredAt().orElseThrow();
    assertThat(phone.hearing().orElseThrow().since()).isAfterOrEqualTo(answeredAt);
    for (PhoneNetwork network : new PhoneNetwork[] {town, callers}) {
      StampCount count = network.stamps().orElseThrow();
      Towns.eventually(() -> count.framesHeard() > 50);
      assertThat(count.framesSent()).isPositive();
      assertThat(count.lagMillis(0.5)).isPositive();
    }
    phone.hangUp();
    assertThat(phone.awaitEnd(Duration.ofSeconds(10))).isTrue();
  }

  @Test
  void keys_end_before_the_voice_goes_on() throws Exception {
    PhoneNetwork town = towns.where(AT_ONCE, STAMPED);
    PhoneNetwork callers = towns.where(new Behaviour.Busy(), STAMPED);
    VolunteerPhone phone = callers.phone(Optional.empty());
    phone.dial(new VolunteerPhone.Target(town.address(), Transport.UDP, "+19195550182"));

    phone.press("17#");

    long heard = town.stamps().orElseThrow().framesHeard();
    Towns.eventually(() -> town.stamps().orElseThrow().framesHeard() > heard);
    assertThat(phone.isUp()).isTrue();
  }
}
