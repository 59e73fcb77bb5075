package org.hustings.core.dialing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.hustings.core.session.SessionView;

/// Shows a session to those who follow it: each change once, in order, numbered (R24: a client that
/// misses one asks for a snapshot). Written by the session's runner alone; the last view can be
/// read from anywhere.
final class Feed {
  private final List<Consumer<SessionView>> followers = new ArrayList<>();
  private volatile Optional<SessionView> last = Optional.empty();

  Optional<SessionView> last() {
    return last;
  }

  boolean isFollowed() {
    return !followers.isEmpty();
  }

  /// Shows the view, unless it says the same as the one before.
  void show(SessionView view) {
    long next = last.map(SessionView::sequence).orElse(0L) + 1;
    Optional<SessionView> before = last;
    if (before.isPresent()
        && numbered(view, before.get().sequence(), before.get().at()).equals(before.get())) {
      return;
    }
    SessionView shown = numbered(view, next, view.at());
    last = Optional.of(shown);
    followers.forEach(follower -> follower.accept(shown));
  }

  /// First the view as it is, then every change.
  void follow(Consumer<SessionView> follower) {
    last.ifPresent(follower);
    followers.add(follower);
  }

  void unfollow(Consumer<SessionView> follower) {
    followers.remove(follower);
  }

  private static SessionView numbered(SessionView view, long sequence, Instant at) {
    return new SessionView(
        view.session(),
        view.volunteer(),
        view.mode(),
        view.startedAt(),
        sequence,
        at,
        view.state(),
        view.connected(),
        view.leg(),
        view.home(),
        view.allowed(),
        view.project(),
        view.entry(),
        view.screen(),
        view.call(),
        view.nothing(),
        view.notice(),
        view.endsAt(),
        view.finishAfterCall(),
        view.line());
  }
}
