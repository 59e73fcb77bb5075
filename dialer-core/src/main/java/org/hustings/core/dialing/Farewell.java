package org.hustings.core.dialing;

import java.time.Duration;
import java.util.List;
import org.hustings.core.call.Leg;
import org.hustings.core.dialing.EngineMetrics.LegKind;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.LegEvent;
import org.hustings.core.telephony.Telephony.Capability;
import org.hustings.core.telephony.Telephony.PlaybackId;
import org.hustings.core.time.Inbox;

/// The last words to a caller: plays a prompt, hangs up when it has been heard, and sees the leg to
/// its end.
final class Farewell {
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private final Office office;
  private final Inbox<Runnable> inbox;
  private final LegWatch leg;
  private final PlaybackId playback;
  private final Runnable ended;

  private Farewell(Office office, LegId id, Runnable ended) {
    this.office = office;
    this.inbox = office.ports().time().runners().inbox("farewell " + id, Runnable::run);
    this.playback = office.newPlayback();
    this.ended = ended;
    this.leg = LegWatch.up(id, office, office.patience(), inbox::post, this::news);
  }

  /// Takes the leg over.
  ///
  /// @param ended called when the leg is over
  static void say(Office office, LegId leg, Prompt prompt, Runnable ended) {
    Farewell farewell = new Farewell(office, leg, ended);
    office
        .switchboard()
        .own(leg, LegKind.CALLER, event -> farewell.inbox.post(() -> farewell.on(event)));
    farewell.inbox.post(() -> farewell.begin(prompt));
  }

  private void begin(Prompt prompt) {
    if (office.can(Capability.PLAY)) {
      office.telephony().play(leg.id(), playback, List.of(prompt.asSound()));
      office.timers().after(LONGEST, () -> inbox.post(leg::hangUp));
    } else {
      leg.hangUp();
    }
  }

  private void on(LegEvent event) {
    leg.on(event);
    if (event instanceof LegEvent.PlaybackFinished finished
        && finished.playback().equals(playback)) {
      leg.hangUp();
    }
  }

  private void news(Leg.News news) {
    if (news instanceof Leg.News.Over) {
      ended.run();
      office.closeLater(inbox);
    }
  }
}
