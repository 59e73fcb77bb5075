package org.hustings.telephony.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hustings.telephony.peers.BaresipEvent.Kind.CALL_CLOSED;
import static org.hustings.telephony.peers.BaresipEvent.Kind.CALL_ESTABLISHED;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.LegEnd;
import org.hustings.core.telephony.LegEnd.Outcome;
import org.hustings.core.telephony.LegEnd.Placed;
import org.hustings.core.telephony.LegEvent;
import org.hustings.telephony.media.listen.Correlation;
import org.hustings.telephony.media.listen.Sounds;
import org.hustings.telephony.peers.Baresip;
import org.hustings.telephony.peers.BaresipLine;
import org.hustings.telephony.peers.FreePorts;
import org.hustings.telephony.peers.SipTransport;
import org.hustings.telephony.peers.Sipp;
import org.hustings.telephony.peers.SippScenario;
import org.hustings.telephony.peers.TestCertificate;
import org.hustings.telephony.peers.TlsDoor;
import org.hustings.telephony.sip.SipConfig.Limits;
import org.hustings.telephony.sip.SipConfig.Listen;
import org.hustings.telephony.sip.TrunkConfig.Address;
import org.hustings.telephony.sip.TrunkConfig.Capacity;
import org.hustings.telephony.sip.stack.Transport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A trunk by TLS whose sound goes by SRTP (RFC 4568), with baresip as the carrier's telephones.
/// Without baresip these fail.
class CarrierOverTlsTest {
  private static final short[] RISING = Sounds.chirp(300, 3000, Duration.ofSeconds(2));
  private static final short[] FALLING = Sounds.chirp(3100, 400, Duration.ofSeconds(2));

  @TempDir private Path directory;
  private TestCertificate certificate;
  private final int ourPort = FreePorts.one();

  @BeforeEach
  void certificate() {
    certificate = TestCertificate.of(directory, "dns:localhost,ip:127.0.0.1");
  }

  private static SSLContext context(TestCertificate of) throws IOException {
    return new TlsFiles(
            Optional.of(new TlsFiles.Identity(of.certificate(), of.key())),
            Optional.of(of.certificate()))
        .context();
  }

  private SipWorld world(int carrierPort) throws IOException {
    return world(carrierPort, Manners.usual().withSecretMedia());
  }

  private SipWorld world(int carrierPort, Manners manners) throws IOException {
    TrunkConfig trunk =
        TrunkConfig.of(
                "carrier",
                new Address("localhost", carrierPort, Transport.TLS),
                Capacity.of(100, 1000))
            .with(manners);
    Listen listen =
        Listen.on(SipWorld.LOOPBACK, 0).with(new SipConfig.Secure(ourPort, context(certificate)));
    return SipWorld.open(new SipConfig(listen, List.of(trunk), List.of(), Limits.usual()));
  }

  @Test
  void calls_both_ways_by_tls_and_srtp_are_set_up_and_carry_sound() throws Exception {
    BaresipLine voter = BaresipLine.named(SipWorld.VOTER.e164()).answering().secret(certificate);
    try (Baresip grace = Baresip.start(directory, voter);
        Baresip ada = Baresip.start(directory, BaresipLine.named("ada").secret(certificate));
        SipWorld world = world(grace.securePort())) {
      ada.dial("sip:+19195550100@127.0.0.1:" + ourPort + ";transport=tls");
      LegId one = world.offered().leg();
      world.telephony.answer(one);
      ada.await(CALL_ESTABLISHED);
      LegId other = world.call(SipWorld.RING_FOR);
      world.await(other, LegEvent.Answered.class);
      world.telephony.bridge(one, other);
      // Its sound takes a moment to begin.
      grace.listenUntil(Duration.ofSeconds(1));
      ada.say(RISING);
      grace.say(FALLING);
      ada.listenFor(Duration.ofSeconds(3));
      grace.listenFor(Duration.ofSeconds(1));
      ada.hangUp();
      ada.await(CALL_CLOSED);
      world.telephony.hangUp(other);
      assertThat(world.end(other).outcome()).isEqualTo(Outcome.ANSWERED);
      grace.await(CALL_CLOSED);

      assertThat(Correlation.of(RISING, grace.heard()).coefficient()).isGreaterThan(0.99);
      assertThat(Correlation.of(FALLING, ada.heard()).coefficient()).isGreaterThan(0.99);
    }
  }

  @Test
  void a_caller_over_the_trunk_without_srtp_is_refused() throws Exception {
    BaresipLine open = BaresipLine.named("ada").secretButForTheSound(certificate);
    try (Baresip ada = Baresip.start(directory, open);
        SipWorld world = world(FreePorts.one())) {
      ada.dial("sip:+19195550100@127.0.0.1:" + ourPort + ";transport=tls");
      assertThat(ada.await(CALL_CLOSED).detail()).contains("488");
      assertThat(world.telephony.openLegs()).isZero();
    }
  }

  @Test
  void a_carrier_with_another_name_in_its_certificate_gets_nothing_of_the_call() throws Exception {
    TestCertificate other = TestCertificate.of(directory, "dns:carrier.example");
    try (SSLServerSocket carrier =
            (SSLServerSocket)
                context(other)
                    .getServerSocketFactory()
                    .createServerSocket(0, 5, SipWorld.LOOPBACK);
        SipWorld world = trusting(other, carrier.getLocalPort())) {
      Thread.ofVirtual().start(() -> shakesHands(carrier));
      LegEnd end = world.end(world.call(SipWorld.RING_FOR));
      assertThat(end.outcome()).isEqualTo(Outcome.NOT_CONNECTED);
      assertThat(end.placed()).isEqualTo(Placed.SURELY_NOT);
    }
  }

  /// With the carrier's certificate among the trusted, so that its name alone is wrong.
  private SipWorld trusting(TestCertificate other, int port) throws IOException {
    TestCertificate ours = certificate;
    certificate = other;
    try {
      return world(port);
    } finally {
      certificate = ours;
    }
  }

  private static void shakesHands(SSLServerSocket carrier) {
    try (SSLSocket connection = (SSLSocket) carrier.accept()) {
      connection.startHandshake();
      assertThat(connection.getInputStream().read()).isEqualTo(-1);
    } catch (IOException broken) {
      // It is left during the handshake, as it should be.
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void tls_of_today_is_spoken(String protocol) throws Exception {
    try (SipWorld world = world(FreePorts.one());
        SSLSocket caller =
            (SSLSocket)
                context(certificate).getSocketFactory().createSocket(SipWorld.LOOPBACK, ourPort)) {
      caller.setEnabledProtocols(new String[] {protocol});
      caller.startHandshake();
      assertThat(caller.getSession().getProtocol()).isEqualTo(protocol);
      assertThat(world.telephony.healthy()).isTrue();
    }
  }

  /// The carrier's own port is open, and its Contact says so: all of the call goes by TLS all the
  /// same.
  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void a_call_goes_out_over_tls_of_today_from_its_invite_to_its_bye(String protocol)
      throws Exception {
    SippScenario answers = SippScenario.of("answers").over(SipTransport.TCP);
    try (Sipp carrier = Sipp.carrier(directory, answers);
        TlsDoor door = TlsDoor.before(carrier.port(), context(certificate), protocol);
        SipWorld world = world(door.port(), Manners.usual())) {
      LegId leg = world.call(SipWorld.RING_FOR);
      world.await(leg, LegEvent.Answered.class);
      world.telephony.hangUp(leg);
      assertThat(world.end(leg).outcome()).isEqualTo(Outcome.ANSWERED);
      carrier.awaitPlayed();
      assertThat(door.negotiated()).containsOnly(protocol);
      assertThat(door.passedIn()).contains("INVITE sip:", "ACK sip:", "BYE sip:");
    }
  }

  @Test
  void the_trunk_calling_in_the_open_is_refused() throws Exception {
    try (SipWorld world = world(FreePorts.one());
        DatagramSocket open = new DatagramSocket(0, SipWorld.LOOPBACK)) {
      open.setSoTimeout(10_000);
      byte[] invite = invite(open.getLocalPort()).getBytes(StandardCharsets.US_ASCII);
      open.send(new DatagramPacket(invite, invite.length, world.telephony.local()));
      String answer;
      do {
        DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
        open.receive(packet);
        answer = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII);
      } while (answer.startsWith("SIP/2.0 100"));
      assertThat(answer).startsWith("SIP/2.0 403");
    }
  }

  private static String invite(int port) {
    return String.join(
        "\r\n",
        "INVITE sip:+19195550100@127.0.0.1 SIP/2.0",
        "Via: SIP/2.0/UDP 127.0.0.1:" + port + ";branch=z9hG4bK-open",
        "From: <sip:ada@127.0.0.1>;tag=1",
        "To: <sip:+19195550100@127.0.0.1>",
        "Call-ID: in-the-open",
        "CSeq: 1 INVITE",
        "Contact: <sip:ada@127.0.0.1:" + port + ">",
        "Max-Forwards: 70",
        "Content-Length: 0",
        "",
        "");
  }
}
