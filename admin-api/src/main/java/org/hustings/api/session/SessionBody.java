package org.hustings.api.session;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.hustings.core.call.Notice;
import org.hustings.core.disposition.Action;
import org.hustings.core.id.EntryId;
import org.hustings.core.id.LegId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.queue.Explanation;
import org.hustings.core.session.Command;
import org.hustings.core.session.LineQuality;
import org.hustings.core.session.SessionStore;
import org.hustings.core.session.SessionView;
import org.hustings.core.session.SessionView.CallView;
import org.hustings.core.session.SessionView.VoterScreen;
import org.hustings.core.telephony.LegEnd;
import org.hustings.core.telephony.LegEvent.AnsweredBy.Who;

/// A session as the API shows it.
public record SessionBody(
    UUID session,
    SessionStore.Mode mode,
    Instant startedAt,
    long sequence,
    Instant at,
    SessionView.State state,
    boolean connected,
    Optional<UUID> leg,
    Optional<String> home,
    List<Command.Kind> allowed,
    Optional<Long> project,
    Optional<Long> entry,
    Optional<ScreenBody> screen,
    Optional<CallBody> call,
    Optional<ExplanationBody> nothing,
    Optional<String> notice,
    Optional<String> noticeCode,
    Optional<Instant> endsAt,
    boolean finishAfterCall,
    Optional<LineBody> line) {

  public static SessionBody of(SessionView view) {
    return new SessionBody(
        view.session().value(),
        view.mode(),
        view.startedAt(),
        view.sequence(),
        view.at(),
        view.state(),
        view.connected(),
        view.leg().map(LegId::value),
        view.home(),
        view.allowed().stream().sorted().toList(),
        view.project().map(ProjectId::value),
        view.entry().map(EntryId::value),
        view.screen().map(ScreenBody::of),
        view.call().map(CallBody::of),
        view.nothing().map(ExplanationBody::of),
        view.notice().map(Notice::sentence),
        view.notice().map(Notice::code),
        view.endsAt(),
        view.finishAfterCall(),
        view.line().map(LineBody::of));
  }

  /// The number on the screen, and the people behind it.
  public record ScreenBody(String number, int score, int attempts, List<PersonBody> people) {
    static ScreenBody of(VoterScreen screen) {
      return new ScreenBody(
          screen.number(),
          screen.score(),
          screen.attempts(),
          screen.people().stream().map(PersonBody::of).toList());
    }
  }

  public record CallBody(
      UUID attempt,
      Instant dialedAt,
      Optional<Instant> ringingAt,
      boolean earlyMedia,
      Optional<Instant> answeredAt,
      Optional<Who> answeredBy,
      Optional<Instant> endedAt,
      Optional<EndBody> end,
      Optional<Action> suggested,
      Optional<String> recorded) {
    static CallBody of(CallView call) {
      return new CallBody(
          call.attempt().value(),
          call.dialedAt(),
          call.ringingAt(),
          call.earlyMedia(),
          call.answeredAt(),
          call.answeredBy(),
          call.endedAt(),
          call.end().map(EndBody::of),
          call.suggested(),
          call.recorded());
    }
  }

  /// How the volunteer's line sounds.
  public record LineBody(double lossPercent, long jitterMs, Optional<Long> roundTripMs) {
    static LineBody of(LineQuality line) {
      return new LineBody(line.lossPercent(), line.jitterMillis(), line.roundTripMillis());
    }
  }

  /// How the voter leg ended; the provider's own code stays with the managers.
  public record EndBody(LegEnd.Outcome outcome, LegEnd.Blame blame, LegEnd.By by, boolean rang) {
    static EndBody of(LegEnd end) {
      return new EndBody(end.outcome(), end.blame(), end.by(), end.rang());
    }
  }

  /// Why a queue gives what it gives.
  public record ExplanationBody(
      long project,
      Instant at,
      long callable,
      Map<String, Long> blocked,
      Optional<Instant> nextCallableAt) {
    public static ExplanationBody of(Explanation explanation) {
      Map<String, Long> blocked = new TreeMap<>();
      explanation.blocked().forEach((reason, count) -> blocked.put(reason.name(), count));
      return new ExplanationBody(
          explanation.project().value(),
          explanation.at(),
          explanation.callable(),
          blocked,
          explanation.nextCallableAt());
    }
  }
}
