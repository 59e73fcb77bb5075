package org.hustings.core.dialing;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.hustings.core.account.Volunteer;
import org.hustings.core.call.Leg;
import org.hustings.core.dialing.EngineMetrics.LegKind;
import org.hustings.core.dialing.Sessions.Way;
import org.hustings.core.id.LegId;
import org.hustings.core.session.SessionStore.Mode;
import org.hustings.core.telephony.BrowserMessage;
import org.hustings.core.telephony.BrowserReply;
import org.hustings.core.telephony.LegEvent;
import org.hustings.core.time.Inbox;

/// One browser, from its offer to its volunteer's session. Who it is, is known; the session is
/// joined when the browser is heard, and not before, since it costs from then on (R25).
final class BrowserEntrance {
  private final Office office;
  private final Sessions sessions;
  private final Volunteer volunteer;
  private final Consumer<BrowserEntrance> left;
  private final LegId leg;
  private final Inbox<Runnable> inbox;
  private Optional<LegWatch> watch = Optional.empty();
  private Optional<String> dialog = Optional.empty();
  private boolean over;

  BrowserEntrance(
      Office office, Sessions sessions, Volunteer volunteer, Consumer<BrowserEntrance> left) {
    this.office = office;
    this.sessions = sessions;
    this.volunteer = volunteer;
    this.left = left;
    this.leg = office.newLeg();
    this.inbox = office.ports().time().runners().inbox("browser " + leg, Runnable::run);
  }

  LegId leg() {
    return leg;
  }

  Volunteer volunteer() {
    return volunteer;
  }

  /// The leg is owned before it is asked for: its end is told whatever becomes of it.
  ///
  /// @param home by which it is wished to be connected
  CompletableFuture<BrowserReply> begin(BrowserMessage offer, Optional<String> home) {
    office.switchboard().own(leg, LegKind.CALLER, event -> inbox.post(() -> on(event)));
    return office.telephony().connectBrowser(leg, offer, home);
  }

  private void on(LegEvent event) {
    watch.ifPresent(watching -> watching.on(event));
    switch (event) {
      case LegEvent.Answered _ -> heard();
      case LegEvent.Established established -> dialog = Optional.of(established.dialog());
      case LegEvent.Ended _ when watch.isEmpty() -> leave();
      case LegEvent.Ended _,
          LegEvent.Offered _,
          LegEvent.Accepted _,
          LegEvent.Ringing _,
          LegEvent.AnsweredBy _,
          LegEvent.Digit _,
          LegEvent.PlaybackFinished _,
          LegEvent.RecordingFinished _,
          LegEvent.MediaSilent _,
          LegEvent.Probed _ -> {}
    }
  }

  private void heard() {
    watch = Optional.of(LegWatch.up(leg, office, office.patience(), inbox::post, this::news));
    sessions.wayForCaller(volunteer, Mode.BROWSER, way -> inbox.post(() -> join(way)));
  }

  private void news(Leg.News news) {
    if (news instanceof Leg.News.Over) {
      leave();
    }
  }

  private void join(Way way) {
    switch (way) {
      case Way.To(SessionRunner runner) when over -> runner.neverConnected();
      case Way.To(SessionRunner runner) -> {
        watch.ifPresent(LegWatch::letGo);
        runner.connect(leg, Mode.BROWSER, dialog);
        over = true;
        office.closeLater(inbox);
        // Until the session shows the leg as its own, it is found here.
        runner.post(() -> left.accept(this));
      }
      case Way.No(var _, Prompt prompt) when !over -> {
        watch.ifPresent(LegWatch::letGo);
        Farewell.say(office, leg, prompt, () -> {});
        leave();
      }
      case Way.No _ -> {}
    }
  }

  /// The inbox stays open a while: what still arrives here is passed on to the leg's new owner.
  private void leave() {
    over = true;
    office.closeLater(inbox);
    left.accept(this);
  }
}
