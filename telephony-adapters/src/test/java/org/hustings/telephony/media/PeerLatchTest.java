package org.hustings.telephony.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.OptionalInt;
import org.hustings.telephony.media.PeerLatch.Verdict;
import org.hustings.telephony.media.g711.G711;
import org.junit.jupiter.api.Test;

/// Whose packets are believed.
class PeerLatchTest {
  private static final long SECOND = 1_000_000_000L;
  private static final InetSocketAddress SIGNALLED = new InetSocketAddress("192.0.2.1", 4000);
  private static final InetSocketAddress BEHIND_NAT = new InetSocketAddress("203.0.113.9", 61_000);
  private static final InetSocketAddress REBOUND = new InetSocketAddress("203.0.113.9", 61_777);
  private static final InetSocketAddress NOWHERE = new InetSocketAddress("0.0.0.0", 4000);
  private static final InetSocketAddress STRANGER = new InetSocketAddress("198.51.100.66", 6);

  private final PeerLatch latch = latch(OptionalInt.empty());
  private int sequence = 10;

  private static PeerLatch latch(OptionalInt former) {
    return new PeerLatch(MediaConfig.Timing.usual(), former);
  }

  private Verdict from(InetSocketAddress source, int ssrc, long now) {
    return latch.judge(source, ssrc, sequence++, now);
  }

  @Test
  void nobody_is_believed_before_signalling_named_a_peer() {
    assertThat(from(SIGNALLED, 1, 0)).isEqualTo(Verdict.STRANGER);
    assertThat(latch.target()).isNull();
  }

  @Test
  void the_first_source_is_latched_and_answers_go_there() {
    latch.named(RemoteMedia.usual(SIGNALLED, G711.PCMU), 0);
    assertThat(latch.target()).isEqualTo(SIGNALLED);

    assertThat(from(BEHIND_NAT, 1, SECOND)).isEqualTo(Verdict.LATCHED);
    assertThat(from(BEHIND_NAT, 1, SECOND)).isEqualTo(Verdict.KNOWN);
    assertThat(from(STRANGER, 1, SECOND)).isEqualTo(Verdict.STRANGER);
    assertThat(latch.target()).isEqualTo(BEHIND_NAT);
  }

  @Test
  void the_signalled_address_displaces_an_intruder_while_the_latch_is_young() {
    latch.named(RemoteMedia.usual(SIGNALLED, G711.PCMU), 0);
    from(STRANGER, 6, SECOND);

    assertThat(from(SIGNALLED, 1, 2 * SECOND)).isEqualTo(Verdict.LATCHED);
    assertThat(from(STRANGER, 6, 2 * SECOND)).isEqualTo(Verdict.STRANGER);
  }

  @Test
  void a_peer_that_its_nat_moved_is_followed_when_it_continues_its_stream() {
    latch.named(RemoteMedia.usual(SIGNALLED, G711.PCMU), 0);
    from(BEHIND_NAT, 1, SECOND);

    assertThat(from(REBOUND, 1, SECOND + SECOND / 10))
        .as("still speaking")
        .isEqualTo(Verdict.STRANGER);
    assertThat(from(REBOUND, 2, 9 * SECOND)).as("another stream").isEqualTo(Verdict.STRANGER);
    sequence = 9_000;
    assertThat(from(REBOUND, 1, 9 * SECOND)).as("far ahead").isEqualTo(Verdict.STRANGER);
    sequence = 100;
    assertThat(from(REBOUND, 1, 9 * SECOND)).isEqualTo(Verdict.LATCHED);
  }

  @Test
  void a_new_address_in_signalling_opens_the_latch_but_not_for_the_former_source() {
    latch.named(RemoteMedia.usual(SIGNALLED, G711.PCMU), 0);
    from(BEHIND_NAT, 1, SECOND);
    latch.named(RemoteMedia.usual(REBOUND, G711.PCMU), 20 * SECOND);

    assertThat(from(BEHIND_NAT, 1, 20 * SECOND)).isEqualTo(Verdict.STRANGER);
    assertThat(from(REBOUND, 5, 21 * SECOND)).isEqualTo(Verdict.LATCHED);
  }

  @Test
  void the_same_address_again_changes_nothing() {
    latch.named(RemoteMedia.usual(SIGNALLED, G711.PCMU), 0);
    from(BEHIND_NAT, 1, SECOND);
    latch.named(
        RemoteMedia.usual(SIGNALLED, G711.PCMA).withDirection(Direction.INACTIVE), 2 * SECOND);

    assertThat(from(BEHIND_NAT, 1, 2 * SECOND)).isEqualTo(Verdict.KNOWN);
  }

  @Test
  void who_is_on_hold_at_no_address_may_play_music_and_is_the_peer_afterwards() {
    latch.named(RemoteMedia.usual(SIGNALLED, G711.PCMU), 0);
    from(BEHIND_NAT, 1, SECOND);
    latch.named(RemoteMedia.usual(NOWHERE, G711.PCMU), 20 * SECOND);

    assertThat(from(BEHIND_NAT, 1, 20 * SECOND)).isEqualTo(Verdict.KNOWN);
    assertThat(from(STRANGER, 6, 20 * SECOND)).isEqualTo(Verdict.STRANGER);
    latch.named(RemoteMedia.usual(SIGNALLED, G711.PCMU), 21 * SECOND);
    assertThat(from(BEHIND_NAT, 1, 21 * SECOND)).isEqualTo(Verdict.KNOWN);
    assertThat(latch.target()).isEqualTo(BEHIND_NAT);
  }

  @Test
  void a_strict_leg_believes_the_signalled_address_alone() {
    latch.named(
        RemoteMedia.usual(SIGNALLED, G711.PCMU).withLatching(RemoteMedia.Latching.SIGNALLED_ONLY),
        0);

    assertThat(from(BEHIND_NAT, 1, SECOND)).isEqualTo(Verdict.STRANGER);
    assertThat(from(SIGNALLED, 1, SECOND)).isEqualTo(Verdict.LATCHED);
  }

  @Test
  void the_stream_of_the_ports_former_leg_is_not_ours() {
    PeerLatch reused = latch(OptionalInt.of(77));
    reused.named(RemoteMedia.usual(SIGNALLED, G711.PCMU), 0);

    assertThat(reused.judge(BEHIND_NAT, 77, 1, SECOND)).isEqualTo(Verdict.STRANGER);
    assertThat(reused.judge(SIGNALLED, 78, 1, SECOND)).isEqualTo(Verdict.LATCHED);
  }

  @Test
  void r24_a_peer_that_spoke_before_it_was_named_is_latched_before_anybody_else_can_be() {
    latch.early(STRANGER, 6, 1, 0);
    latch.early(SIGNALLED, 1, 1, 0);

    assertThat(latch.named(RemoteMedia.usual(SIGNALLED, G711.PCMU), 1)).contains(SIGNALLED);
    for (int seconds = 0; seconds < 60; seconds++) {
      assertThat(from(STRANGER, 6, seconds * SECOND)).isEqualTo(Verdict.STRANGER);
    }
  }

  @Test
  void speaking_early_latches_nobody_but_the_one_who_is_named() {
    latch.early(STRANGER, 6, 1, 0);
    assertThat(latch.named(RemoteMedia.usual(SIGNALLED, G711.PCMU), 1)).isEmpty();

    PeerLatch reused = latch(OptionalInt.of(77));
    reused.early(SIGNALLED, 77, 1, 0);
    assertThat(reused.named(RemoteMedia.usual(SIGNALLED, G711.PCMU), 1)).isEmpty();
  }

  @Test
  void a_crowd_that_speaks_early_is_forgotten_but_for_a_few() {
    for (int i = 0; i < 1000; i++) {
      latch.early(new InetSocketAddress("198.51.100.66", 1 + i), i, 1, 0);
    }
    latch.early(SIGNALLED, 1, 1, 0);
    assertThat(latch.named(RemoteMedia.usual(SIGNALLED, G711.PCMU), 1)).isEmpty();
    assertThat(from(SIGNALLED, 1, 1)).isEqualTo(Verdict.LATCHED);
  }
}
