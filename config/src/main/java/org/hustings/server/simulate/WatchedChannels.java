package org.hustings.server.simulate;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.hustings.core.telephony.DialOrder;
import org.hustings.core.telephony.Telephony.Permit;
import org.hustings.core.time.VirtualTime;
import org.hustings.telephony.phonenet.Ring;
import org.hustings.telephony.phonenet.RingLog;

/// The channels that one server holds: each for one call, from before its order to its end, neither
/// longer nor shorter, so that what is held is what is up or about to be dialed.
final class WatchedChannels {
  /// From the channel to the order: a slow store, or a machine that sleeps.
  private static final Duration LONGEST = Duration.ofMinutes(15);

  /// From the end at our side to the end at the voter's.
  private static final Duration ON_ITS_WAY = Duration.ofSeconds(1);

  private final VirtualTime time;
  private final ServerLife life;
  private final Referee referee;
  private final RingLog log;
  private final Set<Channel> held = new HashSet<>();

  WatchedChannels(VirtualTime time, ServerLife life, Referee referee, RingLog log) {
    this.time = time;
    this.life = life;
    this.referee = referee;
    this.log = log;
  }

  Permit hold(Permit permit) {
    Channel channel = new Channel(permit);
    held.add(channel);
    var _ =
        time.after(
            LONGEST,
            () -> {
              if (held.contains(channel) && channel.order.isEmpty() && !life.isKilled()) {
                referee.complain("a channel is held for nobody's call");
              }
            });
    return channel;
  }

  int held() {
    return held.size();
  }

  /// An order leaves.
  void ordered(DialOrder order) {
    if (order.permit() instanceof Channel channel
        && held.contains(channel)
        && channel.order.isEmpty()) {
      channel.order = Optional.of(order);
    } else {
      referee.complain("%s is dialed without a channel of its own".formatted(order.to().e164()));
    }
  }

  /// Nobody at our side can know how long this call is up.
  void unheard(DialOrder order) {
    if (order.permit() instanceof Channel channel) {
      channel.unheard = true;
    }
  }

  private void given(DialOrder order) {
    boolean up =
        log.ringsOf(order.to().e164()).stream().anyMatch(ring -> ring.open() && isOf(order, ring));
    if (up) {
      referee.complain(
          "the channel of %s is given away, and the call is up".formatted(order.to().e164()));
    }
  }

  private static boolean isOf(DialOrder order, Ring ring) {
    return ring.call().reference().equals(order.leg().toString());
  }

  private final class Channel implements Permit {
    private final Permit permit;
    private Optional<DialOrder> order = Optional.empty();
    private boolean unheard;

    Channel(Permit permit) {
      this.permit = permit;
    }

    @Override
    public String trunk() {
      return permit.trunk();
    }

    @Override
    public void close() {
      permit.close();
      if (held.remove(this) && !unheard) {
        order.ifPresent(its -> time.after(ON_ITS_WAY, () -> given(its)));
      }
    }
  }
}
