package org.hustings.telephony.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import org.hustings.telephony.media.udp.Udp;
import org.hustings.telephony.media.udp.UdpSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// On loopback what was sent has arrived when the call returns, so nothing here waits.
final class DeparturesTest {
  private static final int MOST = 32;

  private final Departures departures = new Departures(2048);
  private DatagramChannel ear;
  private LegSockets sockets;

  @BeforeEach
  void open() throws IOException {
    ear = bound();
    ear.configureBlocking(false);
    sockets = new LegSockets(socket(), socket());
  }

  @AfterEach
  void close() throws IOException {
    ear.close();
    sockets.close();
  }

  private static UdpSocket socket() throws IOException {
    return Udp.ofThisSystem()
        .bind(
            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0),
            Udp.Families.OF_THE_ADDRESS,
            4096);
  }

  private static DatagramChannel bound() throws IOException {
    return DatagramChannel.open()
        .bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
  }

  /// A packet of one byte at its place behind what came before it.
  private boolean pass(int octet) throws IOException {
    ByteBuffer room = departures.room().clear();
    room.put(40, (byte) octet).limit(41).position(40);
    boolean queued = departures.queue(room, sockets, (InetSocketAddress) ear.getLocalAddress());
    room.clear();
    return queued;
  }

  /// The next that came; -1 for none.
  private int heard() throws IOException {
    ByteBuffer packet = ByteBuffer.allocate(8);
    if (ear.receive(packet) == null) {
      return -1;
    }
    assertThat(packet.position()).isEqualTo(1);
    return packet.get(0);
  }

  @Test
  void what_came_together_leaves_together_in_order_and_once() throws IOException {
    assertThat(pass(1)).isTrue();
    assertThat(pass(2)).isTrue();
    assertThat(pass(3)).isTrue();
    assertThat(heard()).isEqualTo(-1);

    departures.leave();
    departures.leave();

    assertThat(heard()).isEqualTo(1);
    assertThat(heard()).isEqualTo(2);
    assertThat(heard()).isEqualTo(3);
    assertThat(heard()).isEqualTo(-1);
  }

  @Test
  void when_no_room_is_left_all_leave_and_there_is_room_again() throws IOException {
    for (int i = 0; i < MOST + 1; i++) {
      assertThat(pass(i)).isTrue();
    }

    for (int i = 0; i < MOST; i++) {
      assertThat(heard()).isEqualTo(i);
    }
    assertThat(heard()).isEqualTo(-1);
    departures.leave();
    assertThat(heard()).isEqualTo(MOST);
  }

  @Test
  void a_packet_that_stands_elsewhere_is_not_taken() throws IOException {
    ByteBuffer elsewhere = ByteBuffer.allocate(12);

    assertThat(departures.queue(elsewhere, sockets, (InetSocketAddress) ear.getLocalAddress()))
        .isFalse();
  }

  @Test
  void a_packet_whose_leg_was_closed_meanwhile_is_counted_as_not_sent() throws IOException {
    pass(1);
    sockets.close();

    departures.leave();

    assertThat(heard()).isEqualTo(-1);
    assertThat(sockets.unsentAfterAll()).isEqualTo(1);
  }
}
