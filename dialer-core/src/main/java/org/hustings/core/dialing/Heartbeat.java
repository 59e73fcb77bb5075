package org.hustings.core.dialing;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.hustings.core.credit.Charge;
import org.hustings.core.credit.Money;
import org.hustings.core.session.Refusal;
import org.hustings.core.session.Session;
import org.hustings.core.session.SessionStore.Beat;
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

  /// So many transactions for all of a campaign's sessions in the time of one beat.
  private static final int STROKES = 15;

  private final SessionRunner session;
  private final Office office;
  private final Timekeeper timekeeper;
  private Optional<Timers.Timer> timer = Optional.empty();
  private Duration seenAt;
  private boolean beating;

  Heartbeat(SessionRunner session, Desks desks) {
    this.session = session;
    this.office = desks.office();
    this.timekeeper = desks.timekeeper();
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
      Charge charge = charge(session.line().connected(), office.now());
      session.clerk().must("charge", stores -> stores.credits().charge(charge), this::charged);
    }
  }

  private void beat() {
    if (!beating) {
      return;
    }
    Duration connected = session.line().connected();
    Instant now = office.now();
    boolean free = session.mode() == Mode.HAND;
    timekeeper.note(
        session.campaign(),
        new Timekeeper.Line(
            new Beat(session.id(), now, connected.toSeconds()),
            free ? Optional.empty() : Optional.of(charge(connected, now)),
            this::charged));
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

  private Charge charge(Duration connected, Instant now) {
    Money total = office.settings().pricePerMinute().perMinuteFor(connected);
    return new Charge(session.id(), connected.toSeconds(), total, now);
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
    timer = Optional.of(office.timers().after(untilNext(), () -> session.post(this::beat)));
  }

  /// Beats fall on the strokes of one clock, so that those of many sessions come together and are
  /// written together, spread over the time between two beats. The first comes the earlier for it,
  /// never later.
  private Duration untilNext() {
    Duration every = office.settings().heartbeatEvery();
    long stroke = every.toNanos() / STROKES;
    return every.minusNanos(Math.floorMod(office.timers().elapsed().toNanos(), stroke));
  }
}
