package org.hustings.telephony.sip.stack.jain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hustings.telephony.sip.stack.Body;
import org.hustings.telephony.sip.stack.Head;
import org.hustings.telephony.sip.stack.Header;
import org.hustings.telephony.sip.stack.Hop;
import org.hustings.telephony.sip.stack.ReceivedRequest;
import org.hustings.telephony.sip.stack.Reply;
import org.hustings.telephony.sip.stack.SentRequest;
import org.hustings.telephony.sip.stack.SipRequest;
import org.hustings.telephony.sip.stack.SipResponse;
import org.hustings.telephony.sip.stack.StackConfig;
import org.hustings.telephony.sip.stack.Transport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The stack over real sockets: what the adapter relies on the library for.
class JainStackTest {
  private static final StackConfig QUICK = StackConfig.onLoopback().withT1(Duration.ofMillis(20));

  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  private Endpoint caller;
  private Endpoint called;

  @BeforeEach
  void open() throws IOException {
    caller = Endpoint.open(QUICK);
    called = Endpoint.open(QUICK);
  }

  @AfterEach
  void close() {
    caller.close();
    called.close();
  }

  @Test
  void may_be_closed_in_the_moment_it_was_opened() throws IOException {
    for (int i = 0; i < 20; i++) {
      Endpoint.open(QUICK).close();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"UDP", "TCP"})
  void carries_a_request_with_its_headers_and_body_and_the_answer_back(Transport transport)
      throws InterruptedException {
    SipRequest invite =
        caller.request(
            SipRequest.INVITE,
            called,
            Optional.of(Body.sdp("v=0\r\n")),
            new Header("Reason", "Q.850;cause=16"));
    caller.stack.send(invite, called.hop(transport), caller);
    ReceivedRequest received = Endpoint.next(called.requests);

    Head head = received.message().head();
    assertThat(head.sdp()).contains("v=0\r\n");
    assertThat(head.header("reason")).contains("Q.850;cause=16");
    assertThat(received.message().uri().user()).contains("+19195550100");
    assertThat(received.source().transport()).isEqualTo(transport);

    received.reply(Reply.of(180).tagged("to-tag"));
    received.reply(
        Reply.of(200)
            .tagged("to-tag")
            .at(invite.uri())
            .with(Body.sdp("v=0\r\ns=-\r\n"))
            .with(new Header("Server", "test")));
    // A busy machine also sends 100, and repeats what it said, before it gets to the end.
    List<Integer> statuses = new ArrayList<>();
    SipResponse ok;
    do {
      ok = Endpoint.next(caller.responses);
      statuses.add(ok.status());
    } while (ok.status() < 200);
    assertThat(statuses).contains(180).endsWith(200);
    assertThat(ok.head().to().tag()).contains("to-tag");
    assertThat(ok.head().sdp()).contains("v=0\r\ns=-\r\n");
  }

  @ParameterizedTest
  @EnumSource(names = {"UDP", "TCP"})
  void tells_a_repeated_200_as_stray_and_carries_the_bare_ack(Transport transport)
      throws InterruptedException {
    SipRequest invite = caller.request(SipRequest.INVITE, called, Optional.empty());
    caller.stack.send(invite, called.hop(transport), caller);
    ReceivedRequest received = Endpoint.next(called.requests);
    Reply ok = Reply.of(200).tagged("to-tag").at(invite.uri());
    received.reply(ok);
    SipResponse answered = Endpoint.next(caller.responses);
    received.repeat(ok);
    SipResponse again = Endpoint.next(caller.strays);
    assertThat(again.status()).isEqualTo(200);

    SipRequest ack =
        new SipRequest(
            SipRequest.ACK,
            invite.uri(),
            new Head(
                invite.head().callId(),
                answered.head().from(),
                answered.head().to(),
                1,
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty()));
    caller.stack.sendBare(ack, called.hop(transport), Optional.empty());
    assertThat(Endpoint.next(called.acks).head().cseq()).isEqualTo(1);
  }

  @Test
  void a_cancel_finds_its_invite_and_is_answered_at_once() throws InterruptedException {
    SentRequest sent =
        caller.stack.send(
            caller.request(SipRequest.INVITE, called, Optional.empty()),
            called.hop(Transport.UDP),
            caller);
    ReceivedRequest invite = Endpoint.next(called.requests);
    invite.reply(Reply.of(180).tagged("to-tag"));
    Endpoint.next(caller.responses);

    sent.cancel(List.of(new Header("Reason", "SIP;cause=200")));

    ReceivedRequest cancelled = Endpoint.next(called.cancelled);
    assertThat(cancelled).isSameAs(invite);
    cancelled.reply(Reply.of(487).tagged("to-tag"));
    int last;
    do {
      // On a busy machine the INVITE is repeated, and 180 with it.
      last = Endpoint.next(caller.responses).status();
    } while (last < 200);
    assertThat(last).isEqualTo(487);
  }

  @Test
  void a_cancel_sent_by_its_branch_alone_ends_what_a_dead_process_began()
      throws InterruptedException {
    SipRequest invite = caller.request(SipRequest.INVITE, called, Optional.empty());
    SentRequest sent = caller.stack.send(invite, called.hop(Transport.UDP), caller);
    ReceivedRequest ringing = Endpoint.next(called.requests);

    SipRequest cancel = new SipRequest(SipRequest.CANCEL, invite.uri(), invite.head());
    caller.stack.sendBare(cancel, called.hop(Transport.UDP), Optional.of(sent.branch()));

    assertThat(Endpoint.next(called.cancelled)).isSameAs(ringing);
  }

  @Test
  void silence_is_told_after_timer_b() throws Exception {
    try (DatagramSocket mute = new DatagramSocket(0, LOOPBACK)) {
      Hop hop = new Hop(new InetSocketAddress(LOOPBACK, mute.getLocalPort()), Transport.UDP);
      caller.stack.send(caller.request(SipRequest.INVITE, called, Optional.empty()), hop, caller);
      assertThat(Endpoint.next(caller.failures)).isEqualTo("silence");
    }
  }

  @Test
  void a_refused_connection_is_surely_unsent() throws Exception {
    int closed;
    try (ServerSocket probe = new ServerSocket(0)) {
      closed = probe.getLocalPort();
    }
    Hop hop = new Hop(new InetSocketAddress(LOOPBACK, closed), Transport.TCP);
    caller.stack.send(caller.request(SipRequest.INVITE, called, Optional.empty()), hop, caller);
    assertThat(Endpoint.next(caller.failures)).isEqualTo("no connection, surely unsent");
  }

  @Test
  void strangers_get_no_answer_by_udp_and_lose_their_connection_by_tcp() throws Exception {
    try (Endpoint closed = Endpoint.open(QUICK.withAdmits(_ -> false));
        DatagramSocket scanner = new DatagramSocket(0, LOOPBACK)) {
      byte[] probe = "OPTIONS sip:x@127.0.0.1 SIP/2.0\r\n\r\n".getBytes(StandardCharsets.UTF_8);
      scanner.send(new DatagramPacket(probe, probe.length, closed.stack.local()));
      assertThat(Endpoint.next(closed.strangers).getPort()).isEqualTo(scanner.getLocalPort());

      try (Socket socket = new Socket(LOOPBACK, closed.stack.local().getPort());
          InputStream in = socket.getInputStream()) {
        assertThat(in.read()).isEqualTo(-1);
      }
      assertThat(closed.requests).isEmpty();
    }
  }

  @Test
  void an_answer_goes_to_the_source_and_not_to_what_via_names() throws Exception {
    try (DatagramSocket peer = new DatagramSocket(0, LOOPBACK)) {
      String options =
          String.join(
              "\r\n",
              "OPTIONS sip:x@127.0.0.1 SIP/2.0",
              "Via: SIP/2.0/UDP victim.invalid:5060;branch=z9hG4bKx;maddr=192.0.2.1;rport",
              "From: <sip:a@victim.invalid>;tag=1",
              "To: <sip:x@127.0.0.1>",
              "Call-ID: via",
              "CSeq: 1 OPTIONS",
              "Max-Forwards: 70",
              "Content-Length: 0",
              "",
              "");
      byte[] bytes = options.getBytes(StandardCharsets.UTF_8);
      peer.setSoTimeout(Endpoint.PATIENCE_SECONDS * 1000);
      peer.send(new DatagramPacket(bytes, bytes.length, called.stack.local()));
      Endpoint.next(called.requests).reply(Reply.of(200).tagged("t"));
      DatagramPacket answer = new DatagramPacket(new byte[4096], 4096);
      peer.receive(answer);
      assertThat(new String(answer.getData(), 0, answer.getLength(), StandardCharsets.UTF_8))
          .startsWith("SIP/2.0 200");
    }
  }

  @Test
  void a_dead_reader_is_noticed_and_the_stack_starts_again_on_its_port() throws Exception {
    Thread reader =
        ((JainStack) called.stack)
            .engine().threads().stream()
                .filter(thread -> thread.getName().contains("MessageProcessorThread-UDP"))
                .findFirst()
                .orElseThrow();
    kill(reader);

    assertThat(Endpoint.next(called.restarts)).isEqualTo(reader.getName());
    assertThat(called.stack.healthy()).isTrue();
    caller.stack.send(
        caller.request(SipRequest.OPTIONS, called, Optional.empty()),
        called.hop(Transport.UDP),
        caller);
    assertThat(Endpoint.next(called.requests).message().method()).isEqualTo("OPTIONS");
  }

  /// A gate that throws what a stack overflow in the parser would.
  private void kill(Thread reader) throws Exception {
    called.nextReadDies = true;
    try (DatagramSocket any = new DatagramSocket()) {
      any.send(new DatagramPacket(new byte[4], 4, called.stack.local()));
    }
    assertThat(reader.join(Duration.ofSeconds(Endpoint.PATIENCE_SECONDS))).isTrue();
  }

  @Test
  void garbage_is_survived() throws Exception {
    List<String> garbage =
        List.of(
            "",
            "\r\n\r\n",
            "INVITE",
            "INVITE sip:x SIP/2.0\r\n\r\n",
            "\0\0\0\0",
            "SIP/2.0 999 x\r\n\r\n");
    try (DatagramSocket peer = new DatagramSocket(0, LOOPBACK);
        Socket socket = new Socket(LOOPBACK, called.stack.local().getPort());
        OutputStream out = socket.getOutputStream()) {
      for (String text : garbage) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        peer.send(new DatagramPacket(bytes, bytes.length, called.stack.local()));
        out.write(bytes);
      }
      out.flush();
    }
    caller.stack.send(
        caller.request(SipRequest.OPTIONS, called, Optional.empty()),
        called.hop(Transport.UDP),
        caller);
    assertThat(Endpoint.next(called.requests).message().method()).isEqualTo("OPTIONS");
    assertThat(called.stack.healthy()).isTrue();
  }

  /// What the library's reader of connections does not survive.
  @Test
  void a_connection_that_its_thread_dies_of_is_closed_and_nobody_else_is_hurt() throws Exception {
    try (Socket socket = new Socket(LOOPBACK, called.stack.local().getPort());
        InputStream in = socket.getInputStream()) {
      socket.setSoTimeout(Endpoint.PATIENCE_SECONDS * 1000);
      socket
          .getOutputStream()
          .write("OPTIONS sip:x SIP/2.0\n\r\r\r\r\n".getBytes(StandardCharsets.UTF_8));
      assertThat(in.read()).isEqualTo(-1);
    }
    caller.stack.send(
        caller.request(SipRequest.OPTIONS, called, Optional.empty()),
        called.hop(Transport.TCP),
        caller);
    assertThat(Endpoint.next(called.requests).message().method()).isEqualTo("OPTIONS");
    assertThat(called.restarts).isEmpty();
  }

  @Test
  void a_port_in_use_is_refused_with_advice() {
    assertThatThrownBy(() -> Endpoint.open(QUICK.withPort(called.stack.local().getPort())))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is the port free?");
  }
}
