package org.hustings.core.dialing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.hustings.core.account.Volunteer;
import org.hustings.core.call.Notice;
import org.hustings.core.call.Step;
import org.hustings.core.dialing.SessionDesk.Reply;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.EntryId;
import org.hustings.core.id.LegId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.SessionId;
import org.hustings.core.session.Command;
import org.hustings.core.session.Refusal;
import org.hustings.core.session.Session;
import org.hustings.core.session.SessionSteps;
import org.hustings.core.session.SessionStore.Mode;
import org.hustings.core.session.SessionView;
import org.hustings.core.time.Inbox;
import org.hustings.core.time.Timers;

/// One volunteer's session: its only writer. Everything that happens to it, from commands to leg
/// events to timers, goes through its inbox; nothing in here waits, for what the store has to do is
/// done by the session's clerk.
final class SessionRunner {
  private final SessionId id;
  private final Volunteer volunteer;
  private final Office office;
  private final Instant startedAt;
  private final Inbox<Runnable> inbox;
  private final Clerk clerk;
  private final SessionSteps steps;
  private final SessionWork work;
  private final Tickets tickets = new Tickets();
  private final Feed feed = new Feed();
  private final Line line;
  private final Calling calling;
  private final Heartbeat heartbeat;
  private final LineMeter meter;
  private final Deque<Session.Event> events = new ArrayDeque<>();
  private final Set<EntryId> skipped = new HashSet<>();
  private Session session = Session.connecting();
  private boolean stepping;
  private Mode mode;
  private final LastNotice notice = new LastNotice();
  private Optional<Instant> timedFor = Optional.empty();
  private Optional<Timers.Timer> timer = Optional.empty();

  SessionRunner(
      SessionId id, Volunteer volunteer, Mode mode, Desks desks, Consumer<SessionRunner> gone) {
    this.id = id;
    this.volunteer = volunteer;
    this.mode = mode;
    this.office = desks.office();
    this.startedAt = office.now();
    this.inbox = office.ports().time().runners().inbox("session " + id, Runnable::run);
    this.clerk = new Clerk("clerk of session " + id, volunteer.campaign(), office);
    this.steps = new SessionSteps(office.settings().sessionTimes());
    this.work = new SessionWork(this, desks, gone);
    this.line = new Line(office, clerk, this::post, this::lineDropped);
    this.calling = new Calling(this, desks);
    this.heartbeat = new Heartbeat(this, desks);
    this.meter = new LineMeter(office, this::post, feed::isFollowed);
  }

  SessionId id() {
    return id;
  }

  Volunteer volunteer() {
    return volunteer;
  }

  CampaignId campaign() {
    return volunteer.campaign();
  }

  Mode mode() {
    return mode;
  }

  Instant startedAt() {
    return startedAt;
  }

  Clerk clerk() {
    return clerk;
  }

  Line line() {
    return line;
  }

  LineMeter meter() {
    return meter;
  }

  Calling calling() {
    return calling;
  }

  Tickets tickets() {
    return tickets;
  }

  Feed feed() {
    return feed;
  }

  Set<EntryId> skipped() {
    return skipped;
  }

  Session session() {
    return session;
  }

  Optional<Notice> notice() {
    return notice.stands();
  }

  // --- from any thread ---

  /// Has something done on the session's runner, and shows what it changed.
  void post(Runnable message) {
    inbox.post(() -> {
      try {
        message.run();
      } finally {
        settle();
      }
    });
  }

  CompletableFuture<Reply> submit(Command command) {
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    post(() -> asked(command, reply));
    return reply;
  }

  /// The session is durable; it works on this project, if on any.
  void opened(Optional<ProjectId> project) {
    post(() -> {
      happen(new Session.Event.Opened(office.now(), project));
      heartbeat.start();
    });
  }

  /// Answers with the session as it is.
  CompletableFuture<Reply> show() {
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    post(() -> tickets.accept(tickets.issue(reply)));
    return reply;
  }

  /// The leg by which the volunteer was to be connected ended before.
  void neverConnected() {
    post(() -> {
      if (!line.isUp()) {
        happen(new Session.Event.LineLost(office.now()));
      }
    });
  }

  /// The volunteer is connected by this leg.
  ///
  /// @param by phone or by browser
  void connect(LegId leg, Mode by, Optional<String> dialog) {
    post(() -> {
      mode = by;
      line.connect(leg, dialog, Prompt.CONNECTED);
      happen(new Session.Event.Joined(office.now()));
      calling.leg().ifPresent(line::bridgeTo);
    });
  }

  void withdraw(PhoneId phone) {
    post(() -> {
      work.withdrawn(phone);
      happen(new Session.Event.Withdrawn(office.now(), phone));
    });
  }

  void mustFinish(Refusal why) {
    post(() -> happen(new Session.Event.MustFinish(office.now(), why)));
  }

  SessionDesk.Subscription follow(Consumer<SessionView> follower) {
    post(() -> {
      feed.follow(follower);
      seen();
    });
    return new SessionDesk.Subscription() {
      @Override
      public SessionId session() {
        return id;
      }

      @Override
      public void close() {
        post(() -> feed.unfollow(follower));
      }
    };
  }

  // --- on the session's runner ---

  void happen(Session.Event event) {
    events.add(event);
    if (stepping) {
      return;
    }
    stepping = true;
    try {
      for (Session.Event next = events.poll(); next != null; next = events.poll()) {
        Step<Session, Session.Effect> step = steps.step(session, next);
        session = step.next();
        step.effects().forEach(work::perform);
      }
    } finally {
      stepping = false;
    }
  }

  void say(Notice told) {
    notice.say(told, office.now());
  }

  /// The session is over: what is still to be charged is charged.
  void chargeLast() {
    heartbeat.stop();
    heartbeat.charge();
  }

  /// Late commands still get an answer, and the line's last words their end.
  void closeLater() {
    office.timers().after(Office.AFTERGLOW, () -> inbox.post(this::closeInbox));
    office.timers().after(Duration.ofMinutes(2), clerk::close);
  }

  /// With a store that is too slow an answer can still be missing: better none than to wait for
  /// ever.
  private void closeInbox() {
    tickets.refuseAll(Refusal.GONE);
    tickets.give(feed.last().orElseThrow());
    inbox.close();
  }

  private void asked(Command command, CompletableFuture<Reply> reply) {
    seen();
    notice.dismiss(command, office.now());
    happen(new Session.Event.Asked(office.now(), tickets.issue(reply), command));
  }

  /// Somebody is there. Without a line that is all that is known of a volunteer (R26).
  private void seen() {
    heartbeat.seen();
    if (mode == Mode.HAND && session.state() instanceof Session.State.Reconnecting) {
      happen(new Session.Event.Joined(office.now()));
    }
  }

  private void lineDropped() {
    heartbeat.charge();
    happen(new Session.Event.LineLost(office.now()));
  }

  /// After each message: the timer, the view and the answers follow the state.
  private void settle() {
    setTimer();
    meter.line(line.leg());
    SessionView.State before =
        feed.last().map(SessionView::state).orElse(SessionView.State.CONNECTING);
    feed.show(new Showing(this, office).view());
    SessionView now = feed.last().orElseThrow();
    // That it is gone is written with when it ended, by whoever closes it.
    if (now.state() != before && now.state() != SessionView.State.GONE) {
      work.keepState(now.state());
    }
    tickets.give(now);
  }

  private void setTimer() {
    Optional<Instant> deadline = session.deadline();
    if (deadline.equals(timedFor)) {
      return;
    }
    timer.ifPresent(Timers.Timer::cancel);
    timedFor = deadline;
    timer =
        deadline.map(at ->
            office
                .timers()
                .after(
                    Duration.between(office.now(), at),
                    () -> post(() -> happen(new Session.Event.Due(office.now(), at)))));
  }
}
