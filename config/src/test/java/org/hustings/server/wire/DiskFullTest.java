package org.hustings.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import org.hustings.server.wire.Campaign.Volunteer;
import org.hustings.server.wire.Homes.Kind;
import org.hustings.telephony.media.listen.Sounds;
import org.hustings.telephony.phonenet.wire.VolunteerPhone;
import org.hustings.telephony.sip.stack.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// R22 on a file system that is really full, under the database and under the log: a small one of
/// the program's own, in a mount namespace of its own.
class DiskFullTest {
  private static final int MEGABYTES = 320;
  private static final int MOST_IMPORTS = 50;
  private static final int VOTERS = 3_000;
  private static final Duration RING_FOR = Duration.ofMinutes(2);
  private static final Duration AT_ONCE = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final short[] MESSAGE = Sounds.chirp(600, 2400, Duration.ofSeconds(1));

  private final InstantSource clock = Clock.systemUTC();
  private final Homes homes = Homes.callableAt(clock.instant().atOffset(ZoneOffset.UTC));

  @Test
  void r22_calls_end_at_once_nothing_is_lost_and_all_goes_on_when_there_is_room_again(
      @TempDir Path directory) throws Exception {
    try (Carrier carrier = Carrier.with(clock, directory, homes.behaviours());
        ServerProcess server =
            ServerProcess.onDiskOf(MEGABYTES, directory, carrier.port(), AT_ONCE);
        VolunteerPhone telephone = carrier.phone("+19195550180")) {
      server.start();
      Campaign campaign = Campaign.found(server.api());
      String number = homes.number(Kind.ANSWERS);
      Map<String, Object> settings = campaign.settings(RING_FOR);
      homes.openAllDay(settings);
      long project = campaign.project(settings, MESSAGE);
      campaign.voters(project, homes.file(number));
      try (Screen screen = talks(campaign, server, telephone, project)) {
        String attempt = screen.attempt();
        Path filler = fill(server.disk());
        untilAnImportFails(campaign);

        screen.tryHangUp();
        Until.so(AT_ONCE, "the voter's call is over", () -> carrier.open() == 0);
        Api.Answer told = screen.tryDispose(attempt, "SUCCESSFUL", "said " + attempt);
        assertThat(told.status()).as(told.text()).isIn(200, 409, 503);
        Files.delete(filler);

        Until.so(
            PATIENCE,
            "what was said is confirmed",
            () -> screen.tryDispose(attempt, "SUCCESSFUL", "said " + attempt).status() == 200);
        assertThat(campaign.awaitDisposed(number).status()).isEqualTo("COMPLETED");
        assertThat(campaign.phone(number).latest().path("dispositions")).hasSize(1);
        assertThat(carrier.rings(number)).hasSize(1);
        screen.awaitState("READY");
        assertThat(server.metrics().sum("hustings_store_unavailable_total")).isPositive();
        assertThat(server.metrics().brokenInvariants()).isEmpty();
        screen.leave();
      }
      assertThat(telephone.awaitEnd(PATIENCE)).isTrue();
    }
  }

  /// Takes all the room there is.
  private static Path fill(Path disk) throws IOException {
    Path filler = disk.resolve("filler");
    byte[] much = new byte[1 << 16];
    try (OutputStream out = Files.newOutputStream(filler)) {
      while (Files.exists(filler)) {
        out.write(much);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
    return filler;
  }

  /// What needs room is refused, and the answer says why.
  private static void untilAnImportFails(Campaign campaign) {
    int tried = 0;
    Api.Answer answer = campaign.tryVoters(file(tried));
    while (answer.status() / 100 == 2 && tried < MOST_IMPORTS) {
      tried++;
      answer = campaign.tryVoters(file(tried));
    }
    assertThat(answer.status()).as(answer.text()).isEqualTo(503);
  }

  private static String file(int nth) {
    StringBuilder file =
        new StringBuilder("external_id,first_name,last_name,state,zip,phone1,phone1_score\n");
    for (int i = 0; i < VOTERS; i++) {
      file.append("F%d-%d,Voter,At Home,NY,10001,+1212777%04d,50\n".formatted(nth, i, i));
    }
    return file.toString();
  }

  private static Screen talks(
      Campaign campaign, ServerProcess server, VolunteerPhone telephone, long project)
      throws InterruptedException {
    Volunteer volunteer = campaign.volunteer("volunteer", "101");
    Screen screen = campaign.screenOf(volunteer);
    var target =
        new VolunteerPhone.Target(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), server.sipPort()),
            Transport.UDP,
            Campaign.DIAL_IN);
    assertThat(telephone.dialIn(target, volunteer.number(), volunteer.pin()))
        .isInstanceOf(VolunteerPhone.Answer.Connected.class);
    screen.awaitState("READY");
    screen.choose(project);
    String _ = screen.callNext();
    screen.awaitState("TALKING");
    return screen;
  }
}
