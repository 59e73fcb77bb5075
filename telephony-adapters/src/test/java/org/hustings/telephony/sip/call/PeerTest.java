package org.hustings.telephony.sip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalInt;
import org.hustings.telephony.sip.stack.Hop;
import org.hustings.telephony.sip.stack.SipUri;
import org.hustings.telephony.sip.stack.Transport;
import org.junit.jupiter.api.Test;

/// No message decides where we send.
class PeerTest {
  private final Peer trunk =
      new Peer(
          "carrier",
          ScriptedStack.THERE,
          address -> address.getHostAddress().startsWith("127.0.0."));

  @Test
  void a_contact_at_an_address_of_the_peers_is_honoured_with_its_port_and_transport() {
    assertThat(trunk.towards(uri("127.0.0.9", 5099, "tcp")))
        .isEqualTo(new Hop(ScriptedStack.address("127.0.0.9", 5099), Transport.TCP));
  }

  @Test
  void a_contact_anywhere_else_goes_to_the_peers_own_address() {
    assertThat(trunk.towards(uri("192.0.2.1", 5060, "udp"))).isEqualTo(ScriptedStack.THERE);
  }

  @Test
  void a_name_is_never_looked_up() {
    assertThat(trunk.towards(uri("localhost", 5060, "udp"))).isEqualTo(ScriptedStack.THERE);
  }

  private static SipUri uri(String host, int port, String transport) {
    return new SipUri(
        "sip:x@" + host,
        Optional.of("x"),
        host,
        OptionalInt.of(port),
        Optional.of(transport),
        false);
  }
}
