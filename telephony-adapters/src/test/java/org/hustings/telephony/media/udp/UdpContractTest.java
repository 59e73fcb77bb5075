package org.hustings.telephony.media.udp;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/// What a socket does, by each way to the system. On loopback what was sent has arrived when the
/// call returns, so nothing here waits.
@ParameterizedClass
@MethodSource("ways")
class UdpContractTest {
  private static final InetAddress FOUR = InetAddress.ofLiteral("127.0.0.1");
  private static final InetAddress SIX = InetAddress.ofLiteral("::1");
  private static final InetSocketAddress ANY_PORT = new InetSocketAddress(FOUR, 0);

  private final Udp udp;
  private final List<UdpSocket> open = new ArrayList<>();
  private final ByteBuffer room = ByteBuffer.allocateDirect(64);

  UdpContractTest(Udp udp) {
    this.udp = udp;
  }

  static Stream<Udp> ways() {
    return Ways.all();
  }

  @AfterEach
  void close() {
    open.forEach(UdpSocket::close);
  }

  private UdpSocket bound(InetSocketAddress at, Udp.Families families) throws IOException {
    UdpSocket socket = udp.bind(at, families, 65_536);
    open.add(socket);
    return socket;
  }

  private UdpSocket bound(InetAddress at) throws IOException {
    return bound(new InetSocketAddress(at, 0), Udp.Families.OF_THE_ADDRESS);
  }

  private static boolean send(UdpSocket from, String words, InetSocketAddress to) {
    byte[] bytes = words.getBytes(StandardCharsets.US_ASCII);
    return from.send(ByteBuffer.allocateDirect(bytes.length).put(bytes).flip(), to);
  }

  private String words() {
    room.flip();
    byte[] bytes = new byte[room.remaining()];
    room.get(bytes);
    room.clear();
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  @Test
  void what_one_sends_the_other_receives_and_knows_from_whom() throws IOException {
    UdpSocket one = bound(FOUR);
    UdpSocket other = bound(FOUR);

    assertThat(send(one, "hello", other.local())).isTrue();

    assertThat(other.receive(room)).isEqualTo(one.local());
    assertThat(words()).isEqualTo("hello");
    assertThat(other.receive(room)).isNull();
    assertThat(room.position()).isZero();
  }

  @Test
  void a_datagram_goes_from_position_to_limit_and_comes_to_the_position() throws IOException {
    UdpSocket one = bound(FOUR);
    UdpSocket other = bound(FOUR);
    ByteBuffer datagram = ByteBuffer.wrap("..heap..".getBytes(StandardCharsets.US_ASCII), 2, 4);

    assertThat(one.send(datagram, other.local())).isTrue();
    assertThat(datagram.position()).isEqualTo(6);

    room.put((byte) '>');
    assertThat(other.receive(room)).isEqualTo(one.local());
    assertThat(words()).isEqualTo(">heap");
  }

  @Test
  void targets_and_sources_may_alternate() throws IOException {
    UdpSocket one = bound(FOUR);
    UdpSocket other = bound(FOUR);
    UdpSocket third = bound(FOUR);
    for (int i = 0; i < 3; i++) {
      send(one, "to other " + i, other.local());
      send(one, "to third " + i, third.local());
      send(third, "from third " + i, other.local());

      assertThat(other.receive(room)).isEqualTo(one.local());
      assertThat(words()).isEqualTo("to other " + i);
      assertThat(other.receive(room)).isEqualTo(third.local());
      assertThat(words()).isEqualTo("from third " + i);
      assertThat(third.receive(room)).isEqualTo(one.local());
      assertThat(words()).isEqualTo("to third " + i);
    }
  }

  @Test
  void what_is_longer_than_the_room_is_cut_off_and_what_is_empty_has_a_source() throws IOException {
    UdpSocket one = bound(FOUR);
    UdpSocket other = bound(FOUR);
    send(one, "x".repeat(100), other.local());
    send(one, "", other.local());

    assertThat(other.receive(room)).isEqualTo(one.local());
    assertThat(words()).hasSize(64);
    assertThat(other.receive(room)).isEqualTo(one.local());
    assertThat(words()).isEmpty();
  }

  @Test
  void ipv6_is_spoken_too() throws IOException {
    UdpSocket one = bound(SIX);
    UdpSocket other = bound(SIX);
    UdpSocket third = bound(SIX);
    send(one, "hello", other.local());
    send(third, "hallo", other.local());

    assertThat(other.receive(room)).isEqualTo(one.local());
    assertThat(other.receive(room)).isEqualTo(third.local());
    assertThat(one.local().getAddress()).isInstanceOf(Inet6Address.class);
  }

  @Test
  void one_socket_speaks_both_if_it_is_to() throws IOException {
    UdpSocket both = bound(new InetSocketAddress(0), Udp.Families.BOTH);
    UdpSocket four = bound(FOUR);
    UdpSocket six = bound(SIX);
    int port = both.local().getPort();
    send(four, "by 4", new InetSocketAddress(FOUR, port));
    send(six, "by 6", new InetSocketAddress(SIX, port));

    InetSocketAddress first = both.receive(room);
    assertThat(first).isEqualTo(four.local());
    assertThat(requireNonNull(first).getAddress()).isInstanceOf(Inet4Address.class);
    assertThat(both.receive(room)).isEqualTo(six.local());

    assertThat(send(both, "back", four.local())).isTrue();
    assertThat(send(both, "back", six.local())).isTrue();
    room.clear();
    assertThat(four.receive(room)).isNotNull();
    assertThat(six.receive(room)).isNotNull();
  }

  @Test
  void who_cannot_be_reached_is_a_packet_that_did_not_go() throws IOException {
    UdpSocket four = bound(FOUR);

    assertThat(send(four, "hello", new InetSocketAddress(SIX, 9))).isFalse();
    assertThat(send(four, "hello", InetSocketAddress.createUnresolved("nowhere.invalid", 9)))
        .isFalse();
  }

  @Test
  void a_port_that_is_taken_is_refused_as_such() throws IOException {
    UdpSocket first = bound(FOUR);

    assertThatThrownBy(() -> bound(first.local(), Udp.Families.OF_THE_ADDRESS))
        .isInstanceOf(BindException.class);
    first.close();
    assertThat(bound(first.local(), Udp.Families.OF_THE_ADDRESS).local()).isEqualTo(first.local());
  }

  @Test
  void an_address_of_another_machine_is_refused_as_such() {
    // A documentation address (RFC 5737).
    InetSocketAddress elsewhere = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 0);

    assertThatThrownBy(() -> bound(elsewhere, Udp.Families.OF_THE_ADDRESS))
        .isInstanceOf(BindException.class);
  }

  @Test
  void a_closed_socket_receives_nothing_and_sends_nothing() throws IOException {
    UdpSocket one = bound(ANY_PORT, Udp.Families.BOTH);
    UdpSocket other = bound(FOUR);
    send(other, "hello", one.local());
    assertThat(one.isOpen()).isTrue();

    one.close();
    one.close();

    assertThat(one.isOpen()).isFalse();
    assertThat(one.receive(room)).isNull();
    assertThat(send(one, "hello", other.local())).isFalse();
    assertThat(one.local().getPort()).isPositive();
  }
}
