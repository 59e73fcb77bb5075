package org.hustings.telephony.sip;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hustings.core.telephony.Telephony;
import org.hustings.telephony.sip.call.Peer;
import org.hustings.telephony.sip.stack.Hop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A trunk at work: its budget of channels and calls per second, its addresses, and whether it is
/// well. Safe for many threads.
///
/// Calls are spaced evenly, at most one in each 1/cps of a second, so that no second ever has more.
/// A trunk that is not well is taken out for a while ([TrunkHealth], R15).
final class Trunk {
  private static final Logger log = LoggerFactory.getLogger(Trunk.class);
  private static final Duration CHANNEL_AGAIN = Duration.ofSeconds(1);

  private final TrunkConfig config;
  private final InetAddress from;
  private volatile Set<InetAddress> resolved = Set.of();
  private int held;
  private Instant nextStart = Instant.MIN;
  private Instant registeredUntil = Instant.MIN;
  private final TrunkHealth health = new TrunkHealth();
  private final Presence presence = new Presence();

  /// @param from what we listen on
  Trunk(TrunkConfig config, InetAddress from) {
    this.config = config;
    this.from = from;
  }

  TrunkConfig config() {
    return config;
  }

  // ── budget ─────────────────────────────────────────────────────────────────

  synchronized Telephony.Admission admit(Instant now) {
    if (health.rests(now)) {
      return new Telephony.Admission.NotNow("no-trunk", health.restsUntil());
    }
    if (!registered(now) || presence.silent()) {
      return new Telephony.Admission.NotNow("no-trunk", now.plus(CHANNEL_AGAIN));
    }
    if (held >= config.capacity().channels()) {
      return new Telephony.Admission.NotNow("channels", now.plus(CHANNEL_AGAIN));
    }
    Duration between = Duration.ofSeconds(1).dividedBy(config.capacity().cps());
    // What is further away than that was reckoned before the clock was set back.
    if (now.isBefore(nextStart) && !nextStart.isAfter(now.plus(between))) {
      return new Telephony.Admission.NotNow("cps", nextStart);
    }
    held++;
    nextStart = now.plus(between);
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

  /// Learns from what became of a call.
  ///
  /// @param code for the log
  synchronized void learn(TrunkHealth.Sign sign, String code, Instant now) {
    if (sign instanceof TrunkHealth.Sign.Reached) {
      told(presence.heard());
    }
    if (health.take(sign, now)) {
      log.warn(
          "event=trunk-out trunk={} until={} code=\"{}\"",
          config.name(),
          health.restsUntil(),
          code);
    }
  }

  /// The carrier answered when it was asked whether it is there.
  synchronized void answered(int status) {
    told(presence.answered(status));
  }

  /// It did not.
  synchronized void unanswered() {
    told(presence.unanswered());
  }

  private void told(boolean changed) {
    if (changed && presence.silent()) {
      log.atWarn()
          .setMessage("The carrier does not answer OPTIONS: no call goes there until it does")
          .addKeyValue("event", "trunk-silent")
          .addKeyValue("trunk", config.name())
          .log();
    } else if (changed) {
      log.atInfo()
          .setMessage("The carrier answers again: calls go there")
          .addKeyValue("event", "trunk-back")
          .addKeyValue("trunk", config.name())
          .log();
    }
  }

  synchronized boolean well(Instant now) {
    return registered(now) && !presence.silent() && !health.rests(now);
  }

  /// The carrier knows where we are, until then; true if it did not before.
  synchronized boolean registeredUntil(Instant until, Instant now) {
    boolean before = registered(now);
    registeredUntil = until;
    return !before;
  }

  private boolean registered(Instant now) {
    return config.manners().registers().isEmpty() || now.isBefore(registeredUntil);
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
      InetSocketAddress target =
          new InetSocketAddress(reachable(addresses, from), config.address().port());
      return Optional.of(
          new Peer(config.name(), new Hop(target, config.address().transport()), this::owns));
    } catch (UnknownHostException e) {
      log.warn("event=trunk-name-unknown trunk={}", config.name());
      return Optional.empty();
    }
  }

  /// The first address of the kind that we listen on, where there is one; who listens on `::`
  /// speaks both, and takes the first of all.
  static InetAddress reachable(List<InetAddress> addresses, InetAddress from) {
    boolean both = from instanceof Inet6Address && from.isAnyLocalAddress();
    return addresses.stream()
        .filter(address -> both || address.getClass().equals(from.getClass()))
        .findFirst()
        .orElseGet(addresses::getFirst);
  }
}
