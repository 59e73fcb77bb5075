package org.hustings.core.dialing;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.hustings.core.credit.Money;
import org.hustings.core.dialing.Transactions.Stores;
import org.hustings.core.session.Refusal;
import org.hustings.core.session.Session;
import org.hustings.core.session.SessionStore.Mode;
import org.hustings.core.time.Timers;

/// Says every few seconds that the session lives, and charges the campaign for the time that the
/// volunteer was connected: what a crash leaves uncharged is at most one beat (R25). Belongs to the
/// session's runner.
final class Heartbeat {
  static final Refusal NO_CREDIT =
      Refusal.of(
          "no-credit",
          "Your campaign has no calling credit left. Please tell your manager; this session ends.");

  private final SessionRunner session;
  private final Office office;
  private Optional<Timers.Timer> timer = Optional.empty();
  private Duration seenAt;
  private boolean beating;

  Heartbeat(SessionRunner session, Office office) {
    this.session = session;
    this.office = office;
    this.seenAt = office.timers().elapsed();
  }

  void start() {
    beating = true;
    next();
  }

  void stop() {
    beating = false;
    timer.ifPresent(Timers.Timer::cancel);
  }

  void seen() {
    seenAt = office.timers().elapsed();
  }

  /// Charges for the time up to now; also if the store is away, as soon as it is back.
  void charge() {
    if (session.mode() != Mode.HAND) {
      Duration connected = session.line().connected();
      Instant now = office.now();
      session.clerk().must("charge", stores -> charge(stores, connected, now), this::charged);
    }
  }

  /// What this beat could not write, the next will: it writes sums.
  private void beat() {
    if (!beating) {
      return;
    }
    Duration connected = session.line().connected();
    Instant now = office.now();
    boolean free = session.mode() == Mode.HAND;
    session
        .clerk()
        .ask(
            "heartbeat",
            stores -> {
              stores.sessions().heartbeat(session.id(), now, connected.toSeconds());
              return free ? Optional.<Money>empty() : Optional.of(charge(stores, connected, now));
            },
            balance -> balance.ifPresent(this::charged),
            () -> {});
    missHandDialer(now);
    next();
  }

  /// Somebody who dials by hand has no line that could drop: they are away when their screen is.
  private void missHandDialer(Instant now) {
    Duration unseen = office.timers().elapsed().minus(seenAt);
    boolean there =
        session.feed().isFollowed() || unseen.compareTo(office.settings().previewLease()) < 0;
    if (session.mode() == Mode.HAND && !there) {
      session.happen(new Session.Event.LineLost(now));
    }
  }

  private Money charge(Stores stores, Duration connected, Instant now) {
    Money total = office.settings().pricePerMinute().perMinuteFor(connected);
    return stores.credits().charge(session.id(), connected.toSeconds(), total, now);
  }

  private void charged(Money balance) {
    if (!balance.isPositive()) {
      session.post(this::creditSpent);
    }
  }

  private void creditSpent() {
    if (session.mode() != Mode.HAND && !session.session().wishes().mustFinish()) {
      session.happen(new Session.Event.MustFinish(office.now(), NO_CREDIT));
    }
  }

  private void next() {
    timer =
        Optional.of(
            office
                .timers()
                .after(office.settings().heartbeatEvery(), () -> session.post(this::beat)));
  }
}
