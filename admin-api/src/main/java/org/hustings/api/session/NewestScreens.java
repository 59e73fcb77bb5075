package org.hustings.api.session;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.hustings.core.id.UserId;

/// Of each volunteer the screen that came last: two that both act on one session would fight over
/// it. Callable from any thread.
final class NewestScreens {
  private final ConcurrentMap<UserId, Entry> newest = new ConcurrentHashMap<>();

  private record Entry(String screen, Object feed, Runnable stepDown) {}

  /// A feed of this screen begins; a feed of another screen of the same volunteer steps down. A
  /// screen that only reconnects replaces itself in silence.
  void enter(UserId volunteer, String screen, Object feed, Runnable stepDown) {
    Entry before = newest.put(volunteer, new Entry(screen, feed, stepDown));
    if (before != null && !before.screen().equals(screen)) {
      before.stepDown().run();
    }
  }

  /// The feed is gone.
  void leave(UserId volunteer, Object feed) {
    newest.computeIfPresent(volunteer, (_, entry) -> entry.feed().equals(feed) ? null : entry);
  }
}
