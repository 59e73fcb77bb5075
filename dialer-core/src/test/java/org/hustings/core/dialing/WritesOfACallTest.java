package org.hustings.core.dialing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.hustings.core.contract.Says;
import org.hustings.core.credit.Money;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.scripted.EngineWorld;
import org.hustings.core.scripted.Helper;
import org.hustings.core.scripted.Subscriber;
import org.junit.jupiter.api.Test;

/// What nobody waits for travels with what somebody waits for.
class WritesOfACallTest {
  /// No beat falls into the call.
  private static final EngineSettings CALM =
      new EngineSettings(
          new Money(29_000),
          Duration.ofMinutes(5),
          Duration.ofMinutes(2),
          Duration.ofMinutes(5),
          true,
          Duration.ofSeconds(60),
          Duration.ofSeconds(5),
          Duration.ofMinutes(10),
          Duration.ofMinutes(2));

  private final EngineWorld world =
      new EngineWorld(Law.standard(_ -> Set.of(EngineWorld.NEW_YORK)), CALM);

  /// Claim and screen; the beginning; each of the leg's two dialogs, with how far it got; the
  /// ringing, since the answer takes long; that the call is over, since the volunteer takes long to
  /// say how it went; the outcome; and that the volunteer is free again.
  @Test
  void a_whole_call_is_nine_transactions() {
    ProjectId project = world.project();
    PhoneId phone = world.voterAtNumber(project, 90);
    world.behaves(phone, Subscriber.answersAfter(Duration.ofSeconds(6)));
    Helper maria = world.helper("Maria").dialsIn();
    world.pass(Clerk.AT_LEISURE);
    int before = world.stores().transactions();

    maria.next();
    maria.calls();
    world.pass(Duration.ofSeconds(9));
    maria.hangsUp();
    world.pass(Duration.ofMillis(500));
    maria.says(Says.reached());
    world.pass(Clerk.AT_LEISURE);

    assertThat(world.stores().transactions() - before).isEqualTo(9);
    assertThat(world.time().failures()).isEmpty();
    assertThat(world.metrics().broken()).isEmpty();
  }
}
