package org.hustings.api.session;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;
import org.hustings.api.http.EventSource;
import org.hustings.api.http.Json;
import org.hustings.core.account.Volunteer;
import org.hustings.core.dialing.SessionDesk;
import org.hustings.core.dialing.SessionDesk.Subscription;
import org.hustings.core.session.SessionView;
import org.hustings.core.session.SessionView.State;
import org.jspecify.annotations.Nullable;

/// The live feed of a volunteer: a `snapshot` first, then a `change` for each step of the session.
/// A change names the sequence number that it builds on; a client that has another one asks for a
/// snapshot, or simply comes again, since whoever comes gets a snapshot.
///
/// Changes that come close together are not made one: a screen that has heard one of them already,
/// in the answer to its own command, could not use the sum and would ask for the whole session.
///
/// The feed outlives the session: without one it says so, and begins anew when the volunteer dials
/// in.
final class SessionFeed implements EventSource {
  private final SessionDesk desk;
  private final Volunteer volunteer;
  private final NewestScreens screens;
  private final Optional<String> screen;
  private boolean replaced;
  private @Nullable Sink sink;
  private @Nullable Subscription following;
  private @Nullable SessionBody last;

  record Snapshot(long sequence, SessionBody session) {}

  /// @param from the sequence number that it builds on
  record Change(long from, long sequence, Map<String, @Nullable Object> patch) {
    static Change between(SessionBody before, SessionBody now) {
      return new Change(before.sequence(), now.sequence(), MergePatch.between(before, now));
    }
  }

  /// @param screen which of the volunteer's screens follows; empty for a program, which replaces
  ///   nobody
  SessionFeed(
      SessionDesk desk, Volunteer volunteer, NewestScreens screens, Optional<String> screen) {
    this.desk = requireNonNull(desk, "desk");
    this.volunteer = requireNonNull(volunteer, "volunteer");
    this.screens = requireNonNull(screens, "screens");
    this.screen = requireNonNull(screen, "screen");
  }

  @Override
  public void opened(Sink opened) {
    sink = opened;
    screen.ifPresent(
        name -> screens.enter(volunteer.id(), name, this, () -> opened.later(this::stepDown)));
    follow(opened);
    if (following == null) {
      sayThereIsNone(opened);
    }
  }

  @Override
  public void tick() {
    Sink open = sink;
    if (open != null && following == null && !replaced) {
      follow(open);
    }
  }

  @Override
  public void closed() {
    stopFollowing();
    sink = null;
    screens.leave(volunteer.id(), this);
  }

  /// Another screen of the same volunteer has the say now.
  private void stepDown() {
    Sink open = sink;
    if (open != null && !replaced) {
      replaced = true;
      stopFollowing();
      open.send("replaced", "0", "{}");
    }
  }

  private void follow(Sink open) {
    Optional<Subscription> subscription =
        desk.follow(volunteer, view -> open.later(() -> send(open, view)));
    following = subscription.orElse(null);
  }

  private void send(Sink open, SessionView view) {
    Subscription current = following;
    if (current == null || !current.session().equals(view.session())) {
      return;
    }
    SessionBody now = SessionBody.of(view);
    SessionBody before = last;
    if (before == null) {
      open.send("snapshot", id(view), Json.text(new Snapshot(now.sequence(), now)));
    } else {
      open.send("change", id(view), Json.text(Change.between(before, now)));
    }
    last = now;
    if (view.state() == State.GONE) {
      stopFollowing();
      sayThereIsNone(open);
    }
  }

  private void stopFollowing() {
    Subscription current = following;
    if (current != null) {
      current.close();
    }
    following = null;
    last = null;
  }

  private static void sayThereIsNone(Sink open) {
    open.send("snapshot", "0", "{\"sequence\":0,\"session\":null}");
  }

  private static String id(SessionView view) {
    return view.session() + ":" + view.sequence();
  }
}
