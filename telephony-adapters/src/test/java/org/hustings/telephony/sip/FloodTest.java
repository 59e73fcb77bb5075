package org.hustings.telephony.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.ThreadMXBean;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.hustings.telephony.phonenet.wire.Towns;
import org.hustings.telephony.sip.SipConfig.Limits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Floods, of peers gone mad: somebody else's are dropped at the socket. The call in progress keeps
/// its sound, what is too much is counted, and afterwards everything works as before.
@Timeout(120)
class FloodTest {
  private static final int STRANGE = 20_000;
  private static final int POURED = 40 << 20;

  /// Ten thousand transactions, with both messages of each.
  private static final long MOST_HELD = 300L << 20;

  /// The stack's own are fixed; the rest are of the machine.
  private static final long MOST_THREADS = 20;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final Talk talk = Talk.among(Limits.usual());

  @AfterEach
  void close() {
    talk.close();
  }

  private byte[] options(int number) {
    return String.join(
            "\r\n",
            "OPTIONS sip:127.0.0.1 SIP/2.0",
            "Via: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bKflood" + number,
            "From: <sip:a@127.0.0.1>;tag=1",
            "To: <sip:127.0.0.1>",
            "Call-ID: flood" + number,
            "CSeq: 1 OPTIONS",
            "Max-Forwards: 70",
            "Content-Length: 0",
            "",
            "")
        .getBytes(StandardCharsets.UTF_8);
  }

  private void assertUnharmed() throws Exception {
    var heard = talk.heard();
    assertThat(heard.blocks()).isGreaterThan(50);
    // A busy machine may lose some; a call that is hurt loses most.
    assertThat(heard.unlike()).isLessThan(heard.blocks() / 20);
    assertThat(talk.world.telephony.healthy()).isTrue();
    assertThat(talk.world.telephony.openLegs()).isEqualTo(2);
    assertThat(talk.world.failedRunners).isEmpty();
    assertThat(talk.world.count("hustings.sip.restarts")).isZero();
  }

  @Test
  void requests_without_end_stop_at_a_bound_and_are_counted() throws Exception {
    try (DatagramSocket flood = new DatagramSocket(0, SipWorld.LOOPBACK)) {
      for (int i = 0; talk.world.count("hustings.sip.overruns") == 0; i++) {
        assertThat(i).as("sent, and none was too much").isLessThan(200_000);
        byte[] bytes = options(i);
        flood.send(new DatagramPacket(bytes, bytes.length, talk.world.telephony.local()));
      }
    }
    assertUnharmed();
  }

  /// INVITEs and REGISTERs of a peer are answered, and each answer is kept for a while: so many of
  /// them, and no leg, thread or datagram beyond.
  @Test
  void what_a_peer_asks_without_end_is_kept_to_a_bound() throws Exception {
    talk.world.refuse(_ -> true);
    long threads = THREADS.getThreadCount();
    long before = heldAfterCollection();
    try (DatagramSocket flood = new DatagramSocket(0, SipWorld.LOOPBACK)) {
      for (int i = 0; talk.world.count("hustings.sip.overruns") == 0; i++) {
        assertThat(i).as("sent, and none was too much").isLessThan(200_000);
        byte[] bytes = strange(i % 2 == 0 ? "REGISTER" : "INVITE", i);
        flood.send(new DatagramPacket(bytes, bytes.length, talk.world.telephony.local()));
      }
    }
    Towns.eventually(() -> talk.world.telephony.openLegs() == 2);
    assertThat(heldAfterCollection() - before).as("bytes").isLessThan(MOST_HELD);
    assertThat(THREADS.getThreadCount() - threads).as("threads").isLessThan(MOST_THREADS);
    assertUnharmed();
  }

  /// More than anybody holds comes over one connection, as fast as it is taken: what is not parsed
  /// yet stays with the sender.
  @Test
  void a_peer_that_sends_faster_than_it_is_read_is_made_to_wait() throws Exception {
    byte[] answers = answersToNothing();
    long before = heldAfterCollection();
    try (Socket fast = new Socket(SipWorld.LOOPBACK, talk.world.telephony.local().getPort())) {
      for (int i = 0; i < POURED / answers.length; i++) {
        fast.getOutputStream().write(answers);
      }
      assertThat(heldAfterCollection() - before).as("bytes").isLessThan(POURED / 4);
      fast.getOutputStream().write(options(1));
      fast.setSoTimeout(60_000);
      assertThat(fast.getInputStream().read()).as("all was read").isEqualTo('S');
    }
    assertUnharmed();
  }

  /// Its answers fill what the network holds for it; then whoever writes them waits.
  @Test
  void a_peer_that_does_not_read_its_answers_holds_up_nobody_else() throws Exception {
    int port = talk.world.telephony.local().getPort();
    try (Socket deaf = new Socket();
        Socket other = new Socket(SipWorld.LOOPBACK, port)) {
      deaf.setReceiveBufferSize(4_096);
      deaf.connect(talk.world.telephony.local());
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 100 * STRANGE; i++) {
                  deaf.getOutputStream().write(options(i));
                }
              })
          .as("the connection is closed in the end")
          .isInstanceOf(IOException.class);
      assertThat(talk.world.count("hustings.sip.overruns")).isPositive();
      other.getOutputStream().write(options(0));
      other.setSoTimeout(60_000);
      assertThat(other.getInputStream().read()).as("another peer is answered").isEqualTo('S');
    }
    assertUnharmed();
  }

  /// Nothing is kept of them, so that what is held is what waits.
  private static byte[] answersToNothing() {
    String one =
        String.join(
            "\r\n",
            "SIP/2.0 200 OK",
            "Via: SIP/2.0/TCP 192.0.2.1;branch=z9hG4bKnone",
            "From: <sip:a@127.0.0.1>;tag=1",
            "To: <sip:127.0.0.1>;tag=2",
            "Call-ID: none",
            "CSeq: 1 OPTIONS",
            "Subject: " + "x".repeat(7_000),
            "Content-Length: 0",
            "",
            "");
    return one.repeat(20).getBytes(StandardCharsets.UTF_8);
  }

  private static long heldAfterCollection() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }

  /// What strangers send is dropped unread: it takes no transaction, no buffer that stays, no
  /// answer.
  @Test
  void registrations_and_invites_of_strangers_without_end_leave_the_call_its_sound()
      throws Exception {
    InetAddress elsewhere = InetAddress.ofLiteral("127.0.0.2");
    long before = heldAfterCollection();
    try (DatagramSocket scanner = new DatagramSocket(0, elsewhere)) {
      for (int i = 0; i < STRANGE; i++) {
        byte[] bytes = i % 2 == 0 ? strange("REGISTER", i) : strange("INVITE", i);
        scanner.send(new DatagramPacket(bytes, bytes.length, talk.world.telephony.local()));
      }
      assertUnharmed();
      assertThat(talk.world.count("hustings.sip.strangers")).isGreaterThan(100);
      assertThat(talk.world.count("hustings.sip.overruns")).isZero();
      assertThat(heldAfterCollection() - before).as("bytes").isLessThan(STRANGE * 200L);
      scanner.setSoTimeout(300);
      assertThatThrownBy(() -> scanner.receive(new DatagramPacket(new byte[2_000], 2_000)))
          .as("nobody answers a stranger")
          .isInstanceOf(SocketTimeoutException.class);
    }
    try (Socket caller = new Socket()) {
      caller.bind(new InetSocketAddress(elsewhere, 0));
      caller.connect(talk.world.telephony.local());
      assertThat(hangsUpOn(caller, strange("INVITE", 1))).as("a stranger's connection").isTrue();
    }
  }

  private static byte[] strange(String method, int number) {
    return String.join(
            "\r\n",
            method + " sip:100@127.0.0.1 SIP/2.0",
            "Via: SIP/2.0/UDP 127.0.0.2:9;branch=z9hG4bKscan" + number,
            "From: \"sipvicious\" <sip:100@127.0.0.1>;tag=" + number,
            "To: <sip:100@127.0.0.1>",
            "Call-ID: scan" + number,
            "CSeq: 1 " + method,
            "Contact: <sip:100@127.0.0.2:9>",
            "Max-Forwards: 70",
            "Content-Length: 0",
            "",
            "")
        .getBytes(StandardCharsets.UTF_8);
  }

  /// Neither a line that does not end nor one that comes a letter at a time holds more than a
  /// connection.
  @Test
  void connections_of_one_peer_stop_at_a_bound_and_what_they_say_may_not_be_endless()
      throws Exception {
    List<Socket> open = new ArrayList<>();
    try {
      while (talk.world.count("hustings.sip.overruns") == 0) {
        assertThat(open.size()).as("connections, and none was too much").isLessThan(100);
        Socket slow = new Socket(SipWorld.LOOPBACK, talk.world.telephony.local().getPort());
        slow.getOutputStream().write('I');
        open.add(slow);
        talk.world.settleBriefly();
      }
      Socket endless = open.getFirst();
      byte[] much = "x".repeat(10_000).getBytes(StandardCharsets.UTF_8);
      assertThat(hangsUpOn(endless, much)).as("a line of a megabyte was refused").isTrue();
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
    }
    Towns.eventually(() -> {
      try (Socket later = new Socket(SipWorld.LOOPBACK, talk.world.telephony.local().getPort())) {
        later.getOutputStream().write(options(1));
        later.setSoTimeout(500);
        return later.getInputStream().read() == 'S';
      } catch (IOException notYet) {
        return false;
      }
    });
    assertUnharmed();
  }

  private static boolean hangsUpOn(Socket socket, byte[] much) {
    try {
      for (int i = 0; i < 100; i++) {
        socket.getOutputStream().write(much);
      }
      socket.setSoTimeout(5_000);
      return socket.getInputStream().read() < 0;
    } catch (java.net.SocketTimeoutException stillOpen) {
      return false;
    } catch (IOException hungUp) {
      return true;
    }
  }
}
