package org.hustings.telephony.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.hustings.core.telephony.LegEvent;
import org.hustings.telephony.browser.BrowserConfig.Limits;
import org.hustings.telephony.browser.BrowserWorld.Joined;
import org.hustings.telephony.phonenet.browser.SimulatedBrowser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Who knocks at the browsers' port without being one of ours.
@Timeout(120)
class StrangersTest {
  private final BrowserWorld world = new BrowserWorld(BrowserConfig.onLoopback());

  @AfterEach
  void close() {
    world.close();
  }

  /// Somebody who knows the port and nothing else, and checks it.
  private static SimulatedBrowser stranger(BrowserWorld at) {
    SimulatedBrowser stranger = at.browser(_ -> {});
    CompletableFuture<?> _ =
        stranger.takes(
            """
            a=candidate:1 1 udp 1 127.0.0.1 %d typ host
            a=ice-ufrag:nobodyKnowsMe
            a=ice-pwd:aaaaaaaaaaaaaaaaaaaaaaaaaaaa
            """
                .formatted(at.port().getPort()));
    return stranger;
  }

  @Test
  void a_stranger_gets_no_answer_and_is_counted_and_nothing_that_it_sends_ends_a_leg() {
    Joined joined = world.joined();
    SimulatedBrowser stranger = stranger(world);
    Random random = new Random(7983);
    for (int i = 0; i < 150; i++) {
      byte[] noise = new byte[random.nextInt(1_500)];
      random.nextBytes(noise);
      stranger.send(noise);
    }
    world.dealtWith(joined);

    assertThat(world.dropped("stranger")).isPositive();
    assertThat(world.dropped("malformed")).isPositive();
    assertThat(world.dropped("unknown_user")).isPositive();
    world.legs.probe(joined.leg());
    world.await(joined.leg(), LegEvent.Probed.class);
  }

  @Test
  void a_flood_of_a_stranger_is_not_looked_at_and_a_browser_of_the_same_host_talks_on() {
    Limits usual = Limits.usual();
    Limits strict =
        new Limits(
            usual.legs(), usual.connectWithin(), usual.believedFor(), usual.socketBuffer(), 20);
    try (BrowserWorld wary = new BrowserWorld(BrowserConfig.onLoopback().withLimits(strict))) {
      Joined joined = wary.joined();
      SimulatedBrowser stranger = stranger(wary);
      for (int i = 0; i < 300; i++) {
        stranger.send(new byte[100]);
      }

      wary.dealtWith(joined);
      assertThat(wary.dropped("too_many")).isPositive();
      wary.legs.probe(joined.leg());
      wary.await(joined.leg(), LegEvent.Probed.class);
    }
  }
}
