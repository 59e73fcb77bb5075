package org.hustings.telephony.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.LegEnd;
import org.hustings.core.telephony.LegEnd.Outcome;
import org.hustings.core.telephony.LegEvent;
import org.hustings.telephony.peers.SipTransport;
import org.hustings.telephony.peers.Sipp;
import org.hustings.telephony.peers.SippScenario;
import org.hustings.telephony.sip.SipConfig.Limits;
import org.hustings.telephony.sip.SipConfig.Listen;
import org.hustings.telephony.sip.TrunkConfig.Address;
import org.hustings.telephony.sip.TrunkConfig.Capacity;
import org.hustings.telephony.sip.stack.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A trunk over IPv6, on both sides played at `::1`. Without sipp this fails.
class CarrierOverIpv6Test {
  @TempDir private Path directory;

  @Test
  void a_call_over_ipv6_is_set_up_described_and_ended() {
    SippScenario answers = SippScenario.of("answers-over-ipv6").over(SipTransport.UDP6);
    try (Sipp carrier = Sipp.carrier(directory, answers);
        SipWorld world = SipWorld.open(towards(carrier.port()))) {
      LegId leg = world.call(SipWorld.RING_FOR);
      world.await(leg, LegEvent.Answered.class);
      world.telephony.hangUp(leg);
      LegEnd end = world.end(leg);
      carrier.awaitPlayed();
      assertThat(end.outcome()).isEqualTo(Outcome.ANSWERED);
      assertThat(carrier.messages())
          .contains("INVITE sip:+19195550182@[::1]:" + carrier.port() + " SIP/2.0")
          .containsPattern("Via: SIP/2\\.0/UDP \\[[0:]+1\\]:[0-9]+;")
          .containsPattern("Contact: <sip:hustings@\\[[0:]+1\\]:[0-9]+>");
    }
  }

  private static SipConfig towards(int port) {
    TrunkConfig trunk =
        TrunkConfig.of("carrier", new Address("::1", port, Transport.UDP), Capacity.of(100, 1000));
    return new SipConfig(
        Listen.on(InetAddress.ofLiteral("::1"), 0), List.of(trunk), List.of(), Limits.usual());
  }
}
