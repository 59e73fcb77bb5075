package org.hustings.core.dialing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.hustings.core.call.Leg;
import org.hustings.core.dialing.EngineMetrics.LegKind;
import org.hustings.core.dialing.Voicemails.Drop;
import org.hustings.core.disposition.Action;
import org.hustings.core.telephony.LegEnd;
import org.hustings.core.telephony.LegEvent;
import org.hustings.core.telephony.Sound;
import org.hustings.core.telephony.Telephony.PlaybackId;
import org.hustings.core.time.Inbox;

/// One message being played to one voter leg (R12). Heard to its end it is `VOICEMAIL`; cut, for
/// whatever reason, it counts as R14. The volunteer has nothing to do with it any more.
final class Voicemail {
  /// How much longer than the message the end of its playback is waited for.
  private static final Duration MARGIN = Duration.ofSeconds(30);

  private final Office office;
  private final Dispose dispose;
  private final Drop drop;
  private final Consumer<Voicemail> over;
  private final Inbox<Runnable> inbox;
  private final Clerk clerk;
  private final LegWatch leg;
  private final PlaybackId playback;
  private Optional<Action> outcome = Optional.empty();

  Voicemail(Office office, Dispose dispose, Drop drop, Consumer<Voicemail> over) {
    this.office = office;
    this.dispose = dispose;
    this.drop = drop;
    this.over = over;
    this.inbox = office.ports().time().runners().inbox("voicemail " + drop.leg(), Runnable::run);
    this.clerk = new Clerk("clerk of voicemail " + drop.leg(), drop.campaign(), office);
    this.playback = office.newPlayback();
    this.leg = LegWatch.up(drop.leg(), office, office.patience(), inbox::post, this::news);
  }

  void start() {
    office.switchboard().own(drop.leg(), LegKind.VOICEMAIL, event -> inbox.post(() -> on(event)));
    office
        .telephony()
        .play(
            drop.leg(),
            playback,
            List.of(new Sound.Recorded(drop.message().id(), drop.message().sound())));
    Duration longest = drop.message().sound().duration().plus(MARGIN);
    office.timers().after(longest, () -> inbox.post(() -> decide(false)));
  }

  private void on(LegEvent event) {
    leg.on(event);
    switch (event) {
      case LegEvent.PlaybackFinished finished when finished.playback().equals(playback) ->
          decide(finished.whole());
      case LegEvent.Established established -> clerk.keepDialog(drop.leg(), established.dialog());
      case LegEvent.PlaybackFinished _,
          LegEvent.Offered _,
          LegEvent.Accepted _,
          LegEvent.Ringing _,
          LegEvent.Answered _,
          LegEvent.AnsweredBy _,
          LegEvent.Digit _,
          LegEvent.RecordingFinished _,
          LegEvent.MediaSilent _,
          LegEvent.Probed _,
          LegEvent.Ended _ -> {}
    }
  }

  private void news(Leg.News news) {
    switch (news) {
      case Leg.News.Over(Instant at, LegEnd end) -> {
        decide(false);
        record(at, end);
        clerk.close();
        office.closeLater(inbox);
        over.accept(this);
      }
      case Leg.News.Accepted _, Leg.News.Rang _, Leg.News.Answered _ -> {}
    }
  }

  /// Once, by the first that happens: the end of the message, or of the leg, or of our patience.
  private void decide(boolean whole) {
    if (outcome.isEmpty()) {
      outcome = Optional.of(whole ? Action.VOICEMAIL : Action.NO_ANSWER);
      office.metrics().voicemailPlayed(whole);
      leg.hangUp();
    }
  }

  private void record(Instant at, LegEnd end) {
    Action action = outcome.orElse(Action.NO_ANSWER);
    office.metrics().attemptEnded(end.outcome(), end.blame());
    clerk.must(
        "voicemail",
        stores -> {
          stores.attempts().ended(drop.attempt(), end, at);
          stores.attempts().forgetDialog(drop.leg());
          return dispose.byServer(stores, drop.attempt(), action, office.now());
        },
        done -> dispose.committed(drop.campaign(), done));
  }
}
