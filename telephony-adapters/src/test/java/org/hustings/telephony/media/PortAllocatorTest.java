package org.hustings.telephony.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import org.hustings.telephony.media.PortAllocator.Allocation;
import org.hustings.telephony.media.PortAllocator.Allocation.Bound;
import org.hustings.telephony.media.udp.Udp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PortAllocatorTest {
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
  private static final PortRange THREE_PAIRS = new PortRange(42_300, 42_305);

  private final List<Bound> open = new ArrayList<>();
  private long now;
  private final PortAllocator ports =
      new PortAllocator(
          MediaConfig.on(LOOPBACK, THREE_PAIRS)
              .withTiming(
                  new MediaConfig.Timing(
                      () -> now,
                      InstantSource.system(),
                      Duration.ofSeconds(5),
                      Duration.ofSeconds(3),
                      Duration.ofMillis(500))),
          Udp.ofThisSystem(),
          () -> 0);

  private Bound bound() {
    return switch (ports.allocate()) {
      case Bound bound -> {
        open.add(bound);
        yield bound;
      }
      case Allocation.Exhausted exhausted -> throw new AssertionError(exhausted.toString());
      case Allocation.SystemRefused refused -> throw new AssertionError(refused.toString());
    };
  }

  private void giveBack(Bound bound, int lastSsrc) throws Exception {
    bound.rtp().close();
    bound.rtcp().close();
    open.remove(bound);
    ports.release(bound.address().getPort(), OptionalInt.of(lastSsrc));
  }

  @AfterEach
  void close() throws Exception {
    for (Bound bound : open) {
      bound.rtp().close();
      bound.rtcp().close();
    }
  }

  @Test
  void pairs_are_even_and_odd_and_run_out_with_a_reason() {
    for (int i = 0; i < 3; i++) {
      Bound pair = bound();
      assertThat(pair.address().getPort() % 2).isZero();
      assertThat(pair.rtcp().local().getPort()).isEqualTo(pair.address().getPort() + 1);
    }

    assertThat(ports.allocate()).isEqualTo(new Allocation.Exhausted(3, 0, 0));
  }

  @Test
  void a_server_that_is_started_again_begins_elsewhere_in_the_range() {
    PortRange wide = new PortRange(42_600, 42_699);
    Set<Integer> firsts = new HashSet<>();
    for (int seed = 1; seed <= 8; seed++) {
      var restarted =
          new PortAllocator(
              MediaConfig.on(LOOPBACK, wide), Udp.ofThisSystem(), new SplittableRandom(seed));
      Bound first = (Bound) restarted.allocate();
      open.add(first);
      firsts.add(first.address().getPort());
    }
    assertThat(firsts).hasSizeGreaterThan(4).allMatch(port -> port >= 42_600 && port < 42_699);
  }

  @Test
  void a_port_rests_before_it_is_used_again_and_remembers_its_last_stream() throws Exception {
    Bound first = bound();
    bound();
    bound();
    giveBack(first, 4711);

    assertThat(ports.allocate()).isEqualTo(new Allocation.Exhausted(2, 1, 0));
    now += Duration.ofSeconds(5).toNanos();
    Bound again = bound();
    assertThat(again.address()).isEqualTo(first.address());
    assertThat(again.formerSsrc()).hasValue(4711);
  }

  @Test
  void a_port_that_somebody_else_holds_is_passed_over() throws Exception {
    try (DatagramChannel other = DatagramChannel.open()) {
      other.bind(new InetSocketAddress(LOOPBACK, THREE_PAIRS.first() + 1));

      assertThat(bound().address().getPort()).isEqualTo(THREE_PAIRS.first() + 2);
      assertThat(bound().address().getPort()).isEqualTo(THREE_PAIRS.first() + 4);
      assertThat(ports.allocate()).isEqualTo(new Allocation.Exhausted(2, 0, 1));
    }
  }
}
