package org.hustings.core.dialing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.hustings.core.account.Volunteer;
import org.hustings.core.dialing.Sessions.MayJoin;
import org.hustings.core.id.LegId;
import org.hustings.core.id.UserId;
import org.hustings.core.session.Refusal;
import org.hustings.core.session.SessionView;
import org.hustings.core.telephony.BrowserMessage;
import org.hustings.core.telephony.BrowserRelay;
import org.hustings.core.telephony.BrowserReply;
import org.hustings.core.telephony.Telephony.Capability;

/// Takes volunteers' browsers: each gets a [BrowserEntrance] until they have joined their session.
final class BrowserReception implements BrowserDesk {
  private final Office office;
  private final Sessions sessions;
  private final Map<UserId, BrowserEntrance> entering = new ConcurrentHashMap<>();

  BrowserReception(Office office, Sessions sessions) {
    this.office = office;
    this.sessions = sessions;
  }

  @Override
  public boolean isOffered() {
    return office.can(Capability.BROWSER);
  }

  @Override
  public CompletableFuture<Entry> connect(Volunteer volunteer, BrowserMessage offer) {
    return sessions
        .mayJoin(volunteer)
        .thenCompose(may ->
            switch (may) {
              case MayJoin.No(Refusal why) -> refused(why);
              case MayJoin.Yes(Optional<String> home) -> enter(volunteer, offer, home);
            });
  }

  private static CompletableFuture<Entry> refused(Refusal why) {
    return CompletableFuture.completedFuture(new Entry.Refused(why));
  }

  private CompletableFuture<Entry> enter(
      Volunteer volunteer, BrowserMessage offer, Optional<String> home) {
    BrowserEntrance entrance = new BrowserEntrance(office, sessions, volunteer, this::left);
    BrowserEntrance before = entering.put(volunteer.id(), entrance);
    if (before != null) {
      office.telephony().hangUp(before.leg());
    }
    return entrance
        .begin(offer, home)
        .thenApply(reply ->
            switch (reply) {
              case BrowserReply.Agreed(Optional<BrowserMessage> answer, String version) ->
                  new Entry.Connecting(entrance.leg(), answer.orElseThrow(), version);
              case BrowserReply.Refused why -> new Entry.NotTaken(why);
            });
  }

  private void left(BrowserEntrance entrance) {
    entering.remove(entrance.volunteer().id(), entrance);
  }

  @Override
  public CompletableFuture<BrowserReply> change(
      Volunteer volunteer, LegId leg, BrowserMessage change, Optional<String> version) {
    return isTheirs(volunteer, leg)
        ? office.telephony().changeBrowser(leg, change, version)
        : CompletableFuture.completedFuture(
            new BrowserReply.Refused(BrowserReply.Reason.NO_SUCH_LEG, "no leg of this volunteer"));
  }

  @Override
  public boolean disconnect(Volunteer volunteer, LegId leg) {
    boolean theirs = isTheirs(volunteer, leg);
    if (theirs) {
      office.telephony().hangUp(leg);
    }
    return theirs;
  }

  @Override
  public List<BrowserRelay> relays() {
    return office.telephony().browserRelays();
  }

  /// Theirs is the leg that is on its way in, and the one they are connected by.
  private boolean isTheirs(Volunteer volunteer, LegId leg) {
    boolean onItsWay =
        Optional.ofNullable(entering.get(volunteer.id()))
            .filter(entrance -> entrance.leg().equals(leg))
            .isPresent();
    return onItsWay
        || sessions.viewOf(volunteer).flatMap(SessionView::leg).filter(leg::equals).isPresent();
  }
}
