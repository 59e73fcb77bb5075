package org.hustings.server.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
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

/// R22, R23 when the heap is exhausted in the middle of a call: the real program, with something in
/// it that eats all memory.
class HeapExhaustedTest {
  private static final String GREEDY = "org.hustings.server.Greedy";
  private static final int NO_MEMORY = 3;
  private static final Duration RING_FOR = Duration.ofMinutes(2);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final short[] MESSAGE = Sounds.chirp(600, 2400, Duration.ofSeconds(1));

  private final InstantSource clock = Clock.systemUTC();
  private final Homes homes = Homes.callableAt(clock.instant().atOffset(ZoneOffset.UTC));

  @Test
  void r23_it_ends_itself_at_once_and_its_heir_ends_the_call(@TempDir Path directory)
      throws Exception {
    try (Carrier carrier = Carrier.with(clock, directory, homes.behaviours());
        ServerProcess server = ServerProcess.in(directory, carrier.port(), PATIENCE);
        VolunteerPhone telephone = carrier.phone("+19195550180")) {
      server.start(GREEDY);
      Campaign campaign = Campaign.found(server.api());
      String number = homes.number(Kind.ANSWERS);
      try (Screen screen = talks(campaign, server, telephone, number)) {
        Until.so(
            PATIENCE,
            "the answer is written",
            () -> campaign.phone(number).latest().path("answeredAt").isString());

        server.say("eat");

        assertThat(server.awaitEnd()).isEqualTo(NO_MEMORY);
        assertThat(screen).isNotNull();
      }
      assertThat(carrier.open()).isOne();
      server.start();

      Until.so(PATIENCE, "no voter's call is up any more", () -> carrier.open() == 0);
      assertThat(telephone.awaitEnd(PATIENCE)).isTrue();
      assertThat(Campaign.of(server.api()).awaitDisposed(number).status()).isEqualTo("UNRESOLVED");
      assertThat(carrier.rings(number)).hasSize(1);
      assertThat(server.metrics().brokenInvariants()).isEmpty();
    }
  }

  private Screen talks(
      Campaign campaign, ServerProcess server, VolunteerPhone telephone, String number)
      throws InterruptedException {
    Map<String, Object> settings = campaign.settings(RING_FOR);
    homes.openAllDay(settings);
    long project = campaign.project(settings, MESSAGE);
    campaign.voters(project, homes.file(number));
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
    assertThat(screen.callNext()).isEqualTo(number);
    screen.awaitState("TALKING");
    return screen;
  }
}
