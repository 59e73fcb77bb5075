package org.hustings.telephony.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hustings.core.diary.Diary;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.FarEnd;
import org.hustings.core.telephony.LegEnd.By;
import org.hustings.core.telephony.LegEnd.Outcome;
import org.hustings.core.telephony.LegEvent;
import org.hustings.core.telephony.Telephony;
import org.hustings.core.time.WallTimers;
import org.hustings.telephony.media.Idle;
import org.hustings.telephony.media.MediaConfig;
import org.hustings.telephony.media.MediaEngine;
import org.hustings.telephony.media.PortRange;
import org.hustings.telephony.peers.Sipp;
import org.hustings.telephony.peers.SippScenario;
import org.hustings.telephony.phonenet.wire.Towns;
import org.hustings.telephony.sip.SipConfig.Limits;
import org.hustings.telephony.sip.stack.SipStackFactory;
import org.hustings.telephony.sip.stack.Transport;
import org.hustings.telephony.sip.stack.jain.JainStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the SIP adapter does beyond the contract.
class SipTelephonyTest {
  @TempDir private Path directory;
  private WallTimers timers;
  private MediaEngine farMedia;
  private FarEnds farEnds;

  @BeforeEach
  void open() {
    timers = new WallTimers(InstantSource.system());
    farMedia = MediaEngine.start(MediaConfig.onLoopback(new PortRange(30_000, 39_999)));
    farEnds = new FarEnds(farMedia, timers);
  }

  @AfterEach
  void close() {
    farEnds.close();
    farMedia.close();
    timers.close();
  }

  private SipWorld world(Limits limits) {
    SipConfig config = SipWorld.config(SipWorld.trunk(farEnds.port(), Transport.UDP));
    return SipWorld.open(
        new SipConfig(config.listen(), config.trunks(), config.knownPeers(), limits));
  }

  @Test
  void r24_a_leg_without_media_is_told_silent_once() {
    Limits quick = Limits.usual().withSilentAfter(Duration.ofMillis(900));
    try (SipWorld world = world(quick)) {
      LegId leg = world.call(FarEnds.number(FarEnd.ANSWERS), SipWorld.RING_FOR);
      String callId = world.await(leg, LegEvent.Accepted.class).reference();
      world.await(leg, LegEvent.Answered.class);
      farEnds.party(callId).leg.whenIdle(Idle.NOTHING);
      LegEvent.MediaSilent silent = world.await(leg, LegEvent.MediaSilent.class);
      assertThat(Duration.between(silent.since(), silent.at()))
          .isGreaterThanOrEqualTo(Duration.ofMillis(850));
      world.telephony.hangUp(leg);
      world.end(leg);
    }
  }

  @Test
  void r23_another_server_ends_a_leg_from_what_was_stored() {
    try (SipWorld dead = world(Limits.usual());
        SipWorld heir = world(Limits.usual())) {
      LegId leg = dead.call(FarEnds.number(FarEnd.ANSWERS), SipWorld.RING_FOR);
      String callId = dead.await(leg, LegEvent.Accepted.class).reference();
      dead.await(leg, LegEvent.Answered.class);
      String stored = dead.await(leg, LegEvent.Established.class).dialog();
      heir.telephony.hangUpStored(leg, stored);
      heir.settle();
      assertThat(farEnds.party(callId).over).isTrue();
    }
  }

  /// On the same address: the far end repeats its 200 to whoever is there.
  @Test
  void r23_who_answered_a_server_that_died_before_anything_was_stored_is_let_go_by_its_heir() {
    SipWorld dead = world(Limits.usual());
    dead.storeNothing();
    LegId leg = dead.call(FarEnds.number(FarEnd.ANSWERS), SipWorld.RING_FOR);
    String callId = dead.await(leg, LegEvent.Accepted.class).reference();
    dead.await(leg, LegEvent.Answered.class);
    int port = dead.telephony.local().getPort();
    dead.close();
    assertThat(farEnds.party(callId).over).isFalse();

    try (SipWorld _ = heirAt(port)) {
      farEnds.party(callId).awaitOver();
    }
  }

  @Test
  void r22_a_leg_that_rings_is_ended_by_one_who_knows_no_more_than_that_it_was_ordered() {
    SipWorld dead = world(Limits.usual());
    LegId leg = dead.call(FarEnds.number(FarEnd.RINGS), SipWorld.RING_FOR);
    String callId = dead.await(leg, LegEvent.Accepted.class).reference();
    dead.await(leg, LegEvent.Ringing.class);
    int port = dead.telephony.local().getPort();
    dead.close();
    assertThat(farEnds.party(callId).over).isFalse();

    try (SipWorld heir = heirAt(port)) {
      heir.telephony.hangUpOrdered(
          new Telephony.Ordered(
              leg, FarEnds.number(FarEnd.RINGS), Optional.of(SipWorld.CALLER_ID), "carrier"));
      farEnds.party(callId).awaitOver();
    }
  }

  private SipWorld heirAt(int port) {
    SipConfig config = SipWorld.config(SipWorld.trunk(farEnds.port(), Transport.UDP));
    return SipWorld.open(
        new SipConfig(
            SipConfig.Listen.on(SipWorld.LOOPBACK, port),
            config.trunks(),
            config.knownPeers(),
            config.limits()));
  }

  @Test
  void a_caller_whom_the_engine_does_not_answer_is_sent_away() {
    try (SipWorld world = world(Limits.usual().withOfferFor(Duration.ofMillis(300)))) {
      farEnds.calls(world.telephony.local(), Optional.of("+19195550111"), "+19195550100");
      LegEvent.Offered offered = world.offered();
      assertThat(world.end(offered.leg()).by()).isEqualTo(By.US);
    }
  }

  @Test
  void r22_a_dead_reader_of_the_network_is_replaced_and_the_call_that_is_up_goes_on() {
    AtomicBoolean dies = new AtomicBoolean();
    SipStackFactory mortal =
        (config, handler) ->
            JainStack.open(
                config.withAdmits(source -> {
                  // A call's runner asks, too, when it sends; it is a virtual thread.
                  if (!Thread.currentThread().isVirtual() && dies.getAndSet(false)) {
                    throw new StackOverflowError("planted");
                  }
                  return config.admits().test(source);
                }),
                handler);
    try (Diary diary = Diary.ofOperators();
        Sipp carrier = Sipp.carrier(directory, SippScenario.of("answers"));
        SipWorld world =
            SipWorld.open(SipWorld.config(SipWorld.trunk(carrier.port(), Transport.UDP)), mortal)) {
      LegId leg = world.call(SipWorld.RING_FOR);
      world.await(leg, LegEvent.Answered.class);
      dies.set(true);
      send(world.telephony.local(), "\r\n\r\n");
      Towns.eventually(() -> world.metrics.get("hustings.sip.restarts").counter().count() == 1);
      Towns.eventually(world.telephony::healthy);
      assertThat(world.metrics.get("hustings.sip.healthy").gauge().value()).isEqualTo(1);
      assertThat(diary.of("sip-thread-died")).hasSize(1);
      world.telephony.hangUp(leg);
      assertThat(world.end(leg).outcome()).isEqualTo(Outcome.ANSWERED);
      carrier.awaitPlayed();
    }
  }

  private static void send(InetSocketAddress target, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    try (DatagramSocket any = new DatagramSocket(0, SipWorld.LOOPBACK)) {
      any.send(new DatagramPacket(bytes, bytes.length, target));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void a_stranger_gets_no_answer_and_is_counted() throws Exception {
    SipConfig config = SipWorld.config();
    try (SipWorld world = SipWorld.open(config);
        DatagramSocket scanner = new DatagramSocket(0, SipWorld.LOOPBACK)) {
      byte[] bytes = invite("v=0\r\n").getBytes(StandardCharsets.UTF_8);
      scanner.send(new DatagramPacket(bytes, bytes.length, world.telephony.local()));
      world.settle();
      assertThat(world.metrics.counter("hustings.sip.strangers").count()).isEqualTo(1);
      scanner.setSoTimeout(100);
      org.assertj.core.api.Assertions.assertThatThrownBy(
              () -> scanner.receive(new DatagramPacket(new byte[2048], 2048)))
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "v=0\r\nm=audio",
        "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=audio 99999999 RTP/AVP 0\r\n",
        "v=0\r\no=- 1 1 IN IP4 a\r\ns=-\r\nc=IN IP4 metadata.internal\r\nt=0 0\r\nm=audio 4000"
            + " RTP/AVP 0\r\n",
        "v=0\r\no=- 1 1 IN IP4 a\r\ns=-\r\nc=IN IP4 224.0.0.1\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0\r\n",
        "v=0\r\no=- 1 1 IN IP4 a\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 4000 RTP/AVP 18\r\n"
      })
  void a_hostile_description_is_refused_and_the_server_goes_on(String sdp) throws Exception {
    SipConfig config = SipWorld.config();
    SipConfig known =
        new SipConfig(
            config.listen(), List.of(), List.of(Cidr.parse("127.0.0.1")), config.limits());
    try (SipWorld world = SipWorld.open(known);
        DatagramSocket peer = new DatagramSocket(0, SipWorld.LOOPBACK)) {
      byte[] bytes = invite(sdp).getBytes(StandardCharsets.UTF_8);
      peer.setSoTimeout(5000);
      peer.send(new DatagramPacket(bytes, bytes.length, world.telephony.local()));
      DatagramPacket answer = new DatagramPacket(new byte[4096], 4096);
      do {
        peer.receive(answer);
      } while (text(answer).startsWith("SIP/2.0 1"));
      assertThat(text(answer)).startsWith("SIP/2.0 488");
      assertThat(world.telephony.openLegs()).isZero();
      assertThat(world.telephony.healthy()).isTrue();
    }
  }

  @Test
  void the_keys_of_an_info_count_as_keys() {
    assertThat(DtmfRelay.key("Signal=5\r\nDuration=160\r\n")).contains('5');
    assertThat(DtmfRelay.key("Signal= #\r\nDuration=160")).contains('#');
    assertThat(DtmfRelay.key("*")).contains('*');
    assertThat(DtmfRelay.key("Duration=160")).isEmpty();
    assertThat(DtmfRelay.key("")).isEmpty();
  }

  @Test
  void without_a_channel_left_for_media_the_failure_is_ours() {
    try (SipWorld world = world(Limits.usual())) {
      world.media.close();
      LegId leg = world.call(FarEnds.number(FarEnd.ANSWERS), SipWorld.RING_FOR);
      assertThat(world.end(leg).outcome()).isEqualTo(Outcome.NOT_CONNECTED);
    }
  }

  private static String text(DatagramPacket packet) {
    return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
  }

  private static String invite(String sdp) {
    return String.join(
        "\r\n",
        "INVITE sip:+19195550100@127.0.0.1 SIP/2.0",
        "Via: SIP/2.0/UDP 127.0.0.1:5099;branch=z9hG4bK-hostile-" + sdp.length() + ";rport",
        "From: <sip:+19195550111@127.0.0.1>;tag=1",
        "To: <sip:+19195550100@127.0.0.1>",
        "Call-ID: hostile-" + sdp.length(),
        "CSeq: 1 INVITE",
        "Contact: <sip:x@127.0.0.1:5099>",
        "Max-Forwards: 70",
        "Content-Type: application/sdp",
        "Content-Length: " + sdp.length(),
        "",
        sdp);
  }
}
