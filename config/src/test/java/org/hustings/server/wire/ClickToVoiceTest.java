package org.hustings.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hustings.server.wire.Browser.Mark;
import org.hustings.server.wire.Campaign.Volunteer;
import org.hustings.telephony.media.Clip;
import org.hustings.telephony.media.listen.Sounds;
import org.hustings.telephony.phonenet.Behaviour;
import org.hustings.telephony.phonenet.Ring;
import org.hustings.telephony.phonenet.wire.Voices;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// How long a volunteer waits: from the press of the key to the INVITE at the carrier, and from the
/// voter's answer to the first voice that the page has. Prints what `docs/performance.md` tells.
@EnabledIf("org.hustings.server.wire.Browser#isHere")
class ClickToVoiceTest {
  private static final int CALLS = 60;
  private static final List<String> VOTERS =
      IntStream.range(0, CALLS).mapToObj("+12125550%03d"::formatted).toList();
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration STAYS = Duration.ofMinutes(10);
  private static final Behaviour ANSWERS =
      new Behaviour.Answers(Duration.ofMillis(300), STAYS, STAYS);

  /// What the page listens for.
  private static final double PITCH = 1500;

  @TempDir private Path directory;

  private final ShiftedClock clock = ShiftedClock.inTheMorning();

  private record Waited(Duration forInvite, Duration forVoice) {}

  @Test
  @Tag("long")
  void sixty_calls_from_the_key_to_the_voice() {
    Map<String, List<Behaviour>> voters =
        VOTERS.stream().collect(Collectors.toMap(Function.identity(), _ -> List.of(ANSWERS)));
    List<Waited> all = new ArrayList<>();
    try (Carrier carrier = Carrier.with(clock, directory, voters, humming());
        RunningServer server = RunningServer.withTrunkTo(carrier.port(), clock, directory);
        Browser browser = Browser.withEars()) {
      Campaign campaign = server.campaign();
      Volunteer ada = campaign.volunteer("ada", "101");
      long project = campaign.project(Duration.ofSeconds(20));
      for (int i = 0; i < CALLS; i++) {
        campaign.voter(project, VOTERS.get(i), 99 - i);
      }
      Pages.withThisDevice(browser, server, ada);
      browser.press("Space");
      for (String voter : VOTERS) {
        browser.awaitText(Pages.american(voter));
        browser.awaitBand("Your next call");
        all.add(call(browser, carrier, voter));
      }
    }
    print("key to INVITE", all, Waited::forInvite);
    print("answer to voice", all, Waited::forVoice);
    assertThat(all).hasSize(CALLS).allMatch(one -> one.forInvite().isPositive());
  }

  private Waited call(Browser browser, Carrier carrier, String voter) {
    int before = browser.marks().size();
    browser.press("Space");
    browser.awaitBand("Talking");
    List<Mark> marks =
        Until.present(
            PATIENCE,
            "the page hears the voter",
            () ->
                Optional.of(after(browser.marks(), before))
                    .filter(some -> some.stream().anyMatch(mark -> mark.what().equals("voice"))));
    Ring ring = carrier.rings(voter).getFirst();
    Waited waited =
        new Waited(
            Duration.between(first(marks, "press"), clock.inReality(ring.times().arrivedAt())),
            Duration.between(
                clock.inReality(ring.times().answeredAt().orElseThrow()), first(marks, "voice")));
    browser.press("Space");
    browser.awaitBand("Write down");
    browser.press("1");
    return waited;
  }

  private static List<Mark> after(List<Mark> marks, int before) {
    return marks.subList(before, marks.size());
  }

  private static Instant first(List<Mark> marks, String what) {
    return marks.stream().filter(mark -> mark.what().equals(what)).findFirst().orElseThrow().at();
  }

  private static void print(String what, List<Waited> all, Function<Waited, Duration> which) {
    List<Long> sorted = all.stream().map(which).map(Duration::toMillis).sorted().toList();
    System.out.printf(
        Locale.ROOT,
        "%-16s p50 %4d ms   p90 %4d ms   p99 %4d ms   of %d calls%n",
        what,
        quantile(sorted, 0.5),
        quantile(sorted, 0.9),
        quantile(sorted, 0.99),
        sorted.size());
  }

  private static long quantile(List<Long> sorted, double share) {
    return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
  }

  /// Everybody hums one tone, which no tone of the network is like.
  private static Voices humming() {
    Clip hum = Clip.of(Sounds.tone(PITCH, Duration.ofSeconds(4)));
    Voices chirps = Voices.chirps();
    return new Voices() {
      @Override
      public Clip speech(String called) {
        return hum;
      }

      @Override
      public Clip greeting(String called) {
        return chirps.greeting(called);
      }

      @Override
      public Clip announcement() {
        return chirps.announcement();
      }
    };
  }
}
