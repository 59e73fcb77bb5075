package org.hustings.core.dialing;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.hustings.core.call.Notice;
import org.hustings.core.session.Command;

/// What a volunteer was told last. It stands until they do something. Screens ask for the next
/// number by themselves, so that alone does not take it away before it can be read. Touched by the
/// session's runner only.
final class LastNotice {
  /// How long a sentence of a dozen words takes to read.
  private static final Duration READ_WITHIN = Duration.ofSeconds(5);

  private Optional<Notice> notice = Optional.empty();
  private Instant at = Instant.MIN;

  void say(Notice told, Instant now) {
    notice = Optional.of(told);
    at = now;
  }

  void dismiss(Command command, Instant now) {
    if (!(command instanceof Command.Next) || at.plus(READ_WITHIN).isBefore(now)) {
      notice = Optional.empty();
    }
  }

  Optional<Notice> stands() {
    return notice;
  }
}
