package org.hustings.core.dialing;

import static org.assertj.core.api.Assertions.assertThat;

import org.hustings.core.dialing.SessionDesk.Reply;
import org.hustings.core.scripted.EngineWorld;
import org.junit.jupiter.api.AfterEach;

/// What every test of the whole engine ends with: nothing was thrown where nobody catches it, and
/// no invariant was broken.
class EngineTest {
  final EngineWorld world = new EngineWorld();

  @AfterEach
  void nothing_happened_that_must_not() {
    world.time().runUntilQuiet();
    assertThat(world.time().failures()).isEmpty();
    assertThat(world.metrics().broken()).isEmpty();
  }

  static void assertRefused(Reply reply, String code) {
    assertThat(reply)
        .isInstanceOfSatisfying(
            Reply.Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }
}
