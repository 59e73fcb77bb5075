package org.hustings.core.dialing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.hustings.core.account.Volunteer;
import org.hustings.core.dialing.OpenSession.Opened;
import org.hustings.core.dialing.Transactions.StoreUnavailable;
import org.hustings.core.dialing.Transactions.Stores;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.SessionId;
import org.hustings.core.id.UserId;
import org.hustings.core.session.Command;
import org.hustings.core.session.Refusal;
import org.hustings.core.session.SessionStore.Mode;
import org.hustings.core.session.SessionView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The sessions that live on this server, one for each volunteer, and the way to them.
final class Sessions implements SessionDesk {
  private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);
  static final Refusal DRAINING =
      Refusal.of("draining", "This server is being restarted. Please come back in a few minutes.");

  private final Office office;
  private final Desks desks;
  private final OpenSession openSession;
  private final Map<UserId, SessionRunner> live = new ConcurrentHashMap<>();
  private final Map<UserId, CompletableFuture<Way>> opening = new ConcurrentHashMap<>();
  private volatile boolean draining;
  private volatile Runnable oneLess = () -> {};

  Sessions(Desks desks) {
    this.desks = desks;
    this.office = desks.office();
    this.openSession = new OpenSession(office.ports());
  }

  /// How a volunteer gets to their session.
  sealed interface Way {
    record To(SessionRunner runner) implements Way {}

    /// @param prompt for those who have no screen yet
    record No(Refusal why, Prompt prompt) implements Way {}
  }

  /// Whether a volunteer may come in by a leg.
  sealed interface MayJoin {
    /// @param home the home of media that is wished for
    record Yes(Optional<String> home) implements MayJoin {}

    record No(Refusal why) implements MayJoin {}
  }

  @Override
  public CompletableFuture<Reply> openByHand(Volunteer volunteer, Optional<ProjectId> project) {
    if (draining) {
      return CompletableFuture.completedFuture(refused(DRAINING));
    }
    return wayTo(volunteer, Mode.HAND, project)
        .thenCompose(way ->
            switch (way) {
              case Way.No(Refusal why, Prompt _) -> CompletableFuture.completedFuture(refused(why));
              case Way.To(SessionRunner runner) -> runner.show();
            });
  }

  /// The session of a volunteer whose leg is up: the one they have, or a new one.
  ///
  /// @param mode by phone or by browser
  void wayForCaller(Volunteer volunteer, Mode mode, Consumer<Way> then) {
    CompletableFuture<?> _ = wayTo(volunteer, mode, Optional.empty()).thenAccept(then);
  }

  /// Whether a volunteer could join a session by a leg just now: asked before the leg is set up,
  /// since it costs from then on (R25). Opens nothing.
  CompletableFuture<MayJoin> mayJoin(Volunteer volunteer) {
    CompletableFuture<MayJoin> answer = new CompletableFuture<>();
    office
        .ports()
        .time()
        .runners()
        .run(
            "may join",
            () -> answer.complete(draining ? new MayJoin.No(DRAINING) : looked(volunteer)));
    return answer;
  }

  private MayJoin looked(Volunteer volunteer) {
    try {
      return office
          .ports()
          .transactions()
          .in(
              volunteer.campaign(),
              stores ->
                  openSession.hasCredit(stores) || isCharged(volunteer)
                      ? new MayJoin.Yes(home(stores, volunteer))
                      : new MayJoin.No(Heartbeat.NO_CREDIT));
    } catch (StoreUnavailable unavailable) {
      LOG.warn("event=store-unavailable work=may-join cause={}", unavailable.getMessage());
      office.metrics().storeUnavailable();
      return new MayJoin.No(Refusal.STORE_UNAVAILABLE);
    }
  }

  /// Where the volunteer's leg should be: who is in a call comes back to where the voter is, since
  /// only there the two can hear each other; else as their project wishes.
  private Optional<String> home(Stores stores, Volunteer volunteer) {
    Optional<SessionView> view = viewOf(volunteer);
    return view.filter(session -> session.call().isPresent())
        .flatMap(SessionView::leg)
        .flatMap(office.telephony()::homeOf)
        .or(() ->
            openSession
                .likely(stores, volunteer, view.flatMap(SessionView::project))
                .flatMap(project -> project.settings().lines().home()));
  }

  /// Who has a session that costs already may come back to it, and end it in order.
  private boolean isCharged(Volunteer volunteer) {
    return runnerOf(volunteer).filter(runner -> runner.mode() != Mode.HAND).isPresent();
  }

  @Override
  public Optional<SessionView> viewOf(Volunteer volunteer) {
    return runnerOf(volunteer).flatMap(runner -> runner.feed().last());
  }

  @Override
  public CompletableFuture<Reply> submit(Volunteer volunteer, Command command) {
    return runnerOf(volunteer)
        .map(runner -> runner.submit(command))
        .orElseGet(() -> CompletableFuture.completedFuture(new Reply.NoSession()));
  }

  @Override
  public Optional<Subscription> follow(Volunteer volunteer, Consumer<SessionView> feed) {
    return runnerOf(volunteer).map(runner -> runner.follow(feed));
  }

  List<SessionView> views(CampaignId campaign) {
    return live.values().stream()
        .filter(runner -> runner.campaign().equals(campaign))
        .map(runner -> runner.feed().last())
        .flatMap(Optional::stream)
        .toList();
  }

  /// R17: whoever has the number on the screen loses it.
  void withdraw(CampaignId campaign, PhoneId phone) {
    live.values().stream()
        .filter(runner -> runner.campaign().equals(campaign))
        .forEach(runner -> runner.withdraw(phone));
  }

  /// No new session, no new call; those that run end after their present attempt.
  void drain() {
    draining = true;
    live.values().forEach(runner -> runner.mustFinish(DRAINING));
  }

  boolean isDraining() {
    return draining;
  }

  int count() {
    return live.size();
  }

  /// Told whenever a session has ended.
  void onOneLess(Runnable listener) {
    oneLess = listener;
  }

  private Optional<SessionRunner> runnerOf(Volunteer volunteer) {
    return Optional.ofNullable(live.get(volunteer.id()))
        .filter(runner -> runner.campaign().equals(volunteer.campaign()));
  }

  /// Two devices of one volunteer that come at the same time find the same session.
  private CompletableFuture<Way> wayTo(Volunteer volunteer, Mode mode, Optional<ProjectId> wanted) {
    CompletableFuture<Way> mine = new CompletableFuture<>();
    CompletableFuture<Way> first = opening.putIfAbsent(volunteer.id(), mine);
    if (first != null) {
      return first;
    }
    office
        .ports()
        .time()
        .runners()
        .run(
            "open session",
            () -> {
              Way way = find(volunteer, mode, wanted);
              opening.remove(volunteer.id());
              mine.complete(way);
            });
    return mine;
  }

  private Way find(Volunteer volunteer, Mode mode, Optional<ProjectId> wanted) {
    try {
      SessionRunner runner = live.get(volunteer.id());
      if (runner != null) {
        return enter(runner, mode);
      }
      return draining ? new Way.No(DRAINING, Prompt.UNAVAILABLE) : open(volunteer, mode, wanted);
    } catch (StoreUnavailable unavailable) {
      LOG.warn("event=store-unavailable work=open-session cause={}", unavailable.getMessage());
      office.metrics().storeUnavailable();
      return new Way.No(Refusal.STORE_UNAVAILABLE, Prompt.UNAVAILABLE);
    } catch (RuntimeException broken) {
      LOG.error("session not opened user={}", volunteer.id(), broken);
      office.metrics().broken(EngineMetrics.Invariant.RUNNER_FAILED);
      return new Way.No(Refusal.STORE_UNAVAILABLE, Prompt.UNAVAILABLE);
    }
  }

  /// R24: on any device, the same screen. Who only dialed by hand so far begins to cost now.
  private Way enter(SessionRunner runner, Mode mode) {
    boolean nowCosts = mode != Mode.HAND && runner.mode() == Mode.HAND;
    return nowCosts && !office.ports().transactions().in(runner.campaign(), openSession::hasCredit)
        ? new Way.No(Heartbeat.NO_CREDIT, Prompt.NO_CREDIT)
        : new Way.To(runner);
  }

  private Way open(Volunteer volunteer, Mode mode, Optional<ProjectId> wanted) {
    SessionId id = new SessionId(office.ports().ids().get());
    Opened opened;
    try {
      opened =
          office
              .ports()
              .transactions()
              .in(
                  volunteer.campaign(),
                  stores -> openSession.open(stores, id, volunteer, mode, wanted));
    } catch (StoreUnavailable unavailable) {
      takeBack(volunteer, id);
      throw unavailable;
    }
    return switch (opened) {
      case Opened.NoCredit _ -> new Way.No(Heartbeat.NO_CREDIT, Prompt.NO_CREDIT);
      case Opened.NoSuchProject _ -> new Way.No(Refusal.UNKNOWN_PROJECT, Prompt.UNAVAILABLE);
      case Opened.Open open -> {
        SessionRunner runner =
            new SessionRunner(open.session(), volunteer, mode, desks, this::gone);
        live.put(volunteer.id(), runner);
        runner.opened(open.project());
        if (draining) {
          // Since we looked.
          runner.mustFinish(DRAINING);
        }
        yield new Way.To(runner);
      }
    };
  }

  /// It may have been written without our being told. Then it is ended as soon as that can be done,
  /// or it would stand in the books as open for as long as this server lives.
  private void takeBack(Volunteer volunteer, SessionId id) {
    Clerk clerk = new Clerk("clerk of session " + id, volunteer.campaign(), office);
    clerk.write(
        "take back",
        stores ->
            stores
                .sessions()
                .find(id)
                .filter(row -> row.endedAt().isEmpty())
                .ifPresent(row -> OpenSession.end(stores, row)));
    clerk.close();
  }

  private void gone(SessionRunner runner) {
    live.remove(runner.volunteer().id(), runner);
    oneLess.run();
  }

  private static Reply refused(Refusal why) {
    return new Reply.Refused(why.code(), why.sentence(), why.until(), Optional.empty());
  }
}
