package org.hustings.telephony.sip;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hustings.core.telephony.LegEnd;
import org.hustings.core.telephony.Telephony;
import org.hustings.telephony.sip.call.Peer;
import org.hustings.telephony.sip.stack.Hop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A trunk at work: its budget of channels and calls per second, its addresses, and whether it is
/// well. Safe for many threads.
///
/// Calls are spaced evenly, at most one in each 1/cps of a second, so that no second ever has more.
/// A call that failed on the trunk takes it out for a while, and longer each time, until a call
/// reaches somebody again (R15).
final class Trunk {
  private static final Logger log = LoggerFactory.getLogger(Trunk.class);
  private static final Duration CHANNEL_AGAIN = Duration.ofSeconds(1);
  private static final Duration LONGEST_REST = Duration.ofMinutes(1);

  private final TrunkConfig config;
  private volatile Set<InetAddress> resolved = Set.of();
  private int held;
  private Instant nextStart = Instant.MIN;
  private Instant restsUntil = Instant.MIN;
  private int failures;

  Trunk(TrunkConfig config) {
    this.config = config;
  }

  TrunkConfig config() {
    return config;
  }

  // ── budget ─────────────────────────────────────────────────────────────────

  synchronized Telephony.Admission admit(Instant now) {
    if (now.isBefore(restsUntil)) {
      return new Telephony.Admission.NotNow("no-trunk", restsUntil);
    }
    if (held >= config.capacity().channels()) {
      return new Telephony.Admission.NotNow("channels", now.plus(CHANNEL_AGAIN));
    }
    if (now.isBefore(nextStart)) {
      return new Telephony.Admission.NotNow("cps", nextStart);
    }
    held++;
    nextStart = now.plus(Duration.ofSeconds(1).dividedBy(config.capacity().cps()));
    return new Telephony.Admission.Admitted(new Channel());
  }

  synchronized int channelsHeld() {
    return held;
  }

  private synchronized void release() {
    held--;
  }

  /// One channel.
  private final class Channel implements Telephony.Permit {
    private final AtomicBoolean open = new AtomicBoolean(true);

    @Override
    public String trunk() {
      return config.name();
    }

    @Override
    public void close() {
      if (open.compareAndSet(true, false)) {
        release();
      }
    }
  }

  // ── health ─────────────────────────────────────────────────────────────────

  /// Learns from how a call ended.
  synchronized void ended(LegEnd end, Instant now) {
    boolean failed =
        (end.outcome() == LegEnd.Outcome.NOT_CONNECTED && end.placed() == LegEnd.Placed.SURELY_NOT)
            || end.outcome() == LegEnd.Outcome.UNKNOWN;
    if (!failed) {
      failures = 0;
      restsUntil = Instant.MIN;
      return;
    }
    failures++;
    Duration rest = Duration.ofSeconds(1L << Math.min(failures, 6));
    restsUntil = now.plus(rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST);
    log.warn(
        "event=trunk-out trunk={} failures={} until={} code=\"{}\"",
        config.name(),
        failures,
        restsUntil,
        end.code());
  }

  synchronized boolean well(Instant now) {
    return !now.isBefore(restsUntil);
  }

  // ── addresses ──────────────────────────────────────────────────────────────

  /// Whether an address is the carrier's.
  boolean owns(InetAddress address) {
    return resolved.contains(address)
        || config.sources().stream().anyMatch(block -> block.contains(address));
  }

  /// The trunk as somebody to send to; empty while its name has no address. May block for the
  /// look-up: call it from a virtual thread.
  Optional<Peer> peer() {
    try {
      List<InetAddress> addresses = List.of(InetAddress.getAllByName(config.address().host()));
      resolved = Set.copyOf(addresses);
      InetSocketAddress first =
          new InetSocketAddress(addresses.getFirst(), config.address().port());
      return Optional.of(
          new Peer(config.name(), new Hop(first, config.address().transport()), this::owns));
    } catch (UnknownHostException e) {
      log.warn("event=trunk-name-unknown trunk={}", config.name());
      return Optional.empty();
    }
  }
}
