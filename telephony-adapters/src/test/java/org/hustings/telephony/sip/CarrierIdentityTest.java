package org.hustings.telephony.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.hustings.core.voter.PhoneNumber;
import org.hustings.telephony.peers.Sipp;
import org.hustings.telephony.peers.SippScenario;
import org.hustings.telephony.sip.TrunkConfig.Identity;
import org.hustings.telephony.sip.stack.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whom a carrier and the called party see, as sipp gets it on the wire. Without sipp these fail.
class CarrierIdentityTest {
  private static final PhoneNumber OURS = new PhoneNumber("+19195550140");
  private static final Optional<PhoneNumber> NONE = Optional.empty();

  @TempDir private Path directory;

  /// The INVITE that a trunk of such an identity gets, up to its body.
  private String invite(Identity identity) {
    SippScenario busy = SippScenario.refusing(486, "Busy Here");
    try (Sipp carrier = Sipp.carrier(directory, busy);
        SipWorld world =
            SipWorld.open(
                SipWorld.config(
                    SipWorld.trunk(carrier.port(), Transport.UDP).withIdentity(identity)))) {
      world.end(world.call(SipWorld.RING_FOR));
      carrier.awaitPlayed();
      String all = carrier.messages();
      int begin = all.indexOf("INVITE sip:");
      return all.substring(begin, all.indexOf("v=0", begin));
    }
  }

  @Test
  void usually_the_caller_id_stands_in_from_alone() {
    assertThat(invite(Identity.of(NONE)))
        .containsPattern("From: <sip:\\+19195550100@127\\.0\\.0\\.1>;tag=")
        .doesNotContain("P-Asserted-Identity", "Privacy", "Diversion", "History-Info");
  }

  @Test
  void a_carrier_that_wants_it_asserted_gets_that_too() {
    assertThat(invite(new Identity(NONE, true, false, NONE, NONE)))
        .containsPattern("From: <sip:\\+19195550100@127\\.0\\.0\\.1>;tag=")
        .contains("P-Asserted-Identity: <sip:+19195550100@127.0.0.1>")
        .doesNotContain("Privacy");
  }

  @Test
  void where_it_is_withheld_the_carrier_alone_learns_the_number() {
    assertThat(invite(new Identity(NONE, false, true, NONE, NONE)))
        .containsPattern("From: <sip:anonymous@anonymous\\.invalid>;tag=")
        .contains("P-Asserted-Identity: <sip:+19195550100@127.0.0.1>")
        .contains("Privacy: id");
  }

  @Test
  void a_carrier_that_wants_a_number_of_ours_beside_it_gets_it_in_the_header_it_knows() {
    assertThat(invite(new Identity(NONE, false, false, Optional.of(OURS), NONE)))
        .contains("Diversion: <sip:+19195550140@127.0.0.1>;reason=unconditional;counter=1");
    assertThat(invite(new Identity(NONE, false, false, NONE, Optional.of(OURS))))
        .containsPattern(
            "History-Info: <sip:\\+19195550140@127\\.0\\.0\\.1>;index=1,"
                + " ?<sip:\\+19195550182@127\\.0\\.0\\.1:[0-9]+;cause=302>;index=1\\.1;mp=1")
        .containsPattern("Supported: .*histinfo");
  }
}
