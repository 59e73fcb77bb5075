package org.hustings.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hustings.telephony.media.listen.Sounds;
import org.hustings.telephony.phonenet.Ring;
import org.hustings.telephony.phonenet.SeededSubscribers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A short shift of the real program on the smallest heap that `docs/operations.md` names: every
/// call is made and written, and nothing is missing for lack of memory.
class SmallHeapTest {
  private static final int MEGABYTES = Integer.getInteger("small-heap", 128);
  private static final long SEED = 20_261_123;
  private static final int VOLUNTEERS = 3;
  private static final int VOTERS = 40;
  private static final int CALLS = 8;
  private static final double TEN_TIMES_AS_FAST = 0.1;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final short[] MESSAGE = Sounds.chirp(600, 2400, Duration.ofSeconds(1));

  private final InstantSource clock = Clock.systemUTC();
  private final ConcurrentMap<String, String> confirmed = new ConcurrentHashMap<>();

  @Test
  void r21_r22_a_shift_is_done_on_the_smallest_heap(@TempDir Path directory) throws Exception {
    SplittableRandom random = new SplittableRandom(SEED);
    try (Carrier carrier =
            Carrier.with(clock, directory, new SeededSubscribers(SEED).scaled(TEN_TIMES_AS_FAST));
        ServerProcess server =
            ServerProcess.in(directory, carrier.port(), PATIENCE).withHeap(MEGABYTES)) {
      server.start();
      Campaign campaign = Campaign.found(server.api());
      Map<String, Object> settings = campaign.settings(Duration.ofSeconds(5));
      Homes.callableAt(clock.instant().atOffset(ZoneOffset.UTC)).openAllDay(settings);
      long project = campaign.project(settings, MESSAGE);
      campaign.voters(project, file());
      var post =
          new UndauntedVolunteer.Post(
              carrier,
              server.api(),
              new InetSocketAddress(InetAddress.getLoopbackAddress(), server.sipPort()),
              project,
              confirmed,
              () -> confirmed.size() >= CALLS);
      List<Thread> volunteers = new ArrayList<>();
      for (int i = 0; i < VOLUNTEERS; i++) {
        var who = campaign.volunteer("volunteer" + i, "" + (101 + i));
        volunteers.add(
            Thread.ofVirtual()
                .start(new UndauntedVolunteer(post, who, "+1919555018" + i, random.split())));
      }
      for (Thread volunteer : volunteers) {
        assertThat(volunteer.join(PATIENCE)).isTrue();
      }
      Until.so(PATIENCE, "no voter's call is up", () -> carrier.open() == 0);

      assertThat(server.runs()).isTrue();
      assertThat(server.errors()).doesNotContain("OutOfMemoryError");
      assertThat(server.metrics().brokenInvariants()).isEmpty();
      judge(Campaign.of(server.api()), carrier);
    }
  }

  private void judge(Campaign campaign, Carrier carrier) {
    KillsReferee referee = new KillsReferee(campaign, confirmed);
    campaign.numbersWithAttempts().forEach(campaign::awaitDisposed);
    carrier.rings().stream()
        .map(Ring::called)
        .distinct()
        .forEach(number -> referee.judge(number, carrier.rings(number)));
    referee.nothingConfirmedIsLost();
    referee.theLedgerAddsUp();
    assertThat(referee.attempts()).isGreaterThanOrEqualTo(CALLS);
  }

  private static String file() {
    return IntStream.range(0, VOTERS)
        .mapToObj(line -> "V%d,Voter,At Home,NY,10001,+121255501%02d,50\n".formatted(line, line))
        .collect(
            Collectors.joining(
                "", "external_id,first_name,last_name,state,zip,phone1,phone1_score\n", ""));
  }
}
