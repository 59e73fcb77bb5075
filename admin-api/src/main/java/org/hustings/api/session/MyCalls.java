package org.hustings.api.session;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.hustings.api.http.Operation;
import org.hustings.api.http.Pages;
import org.hustings.api.http.Problem;
import org.hustings.api.http.Reply;
import org.hustings.api.http.Request;
import org.hustings.core.account.Identity;
import org.hustings.core.campaign.Campaign;
import org.hustings.core.campaign.CampaignOffice;
import org.hustings.core.id.SessionId;
import org.hustings.core.management.CallDiary;
import org.hustings.core.management.CallDiary.Asked;

/// A volunteer's own calls of a day, or of a session: what they did, and how it went. Whatever is
/// asked, nobody sees another's.
public final class MyCalls {
  private final CallDiary diary;
  private final CampaignOffice office;
  private final InstantSource clock;

  public MyCalls(CallDiary diary, CampaignOffice office, InstantSource clock) {
    this.diary = requireNonNull(diary, "diary");
    this.office = requireNonNull(office, "office");
    this.clock = requireNonNull(clock, "clock");
  }

  public Map<String, Operation> operations() {
    return Map.of("myCalls", this::list);
  }

  /// @param date of today in the campaign's zone
  record DayBody(
      LocalDate date,
      ZoneId zone,
      long calls,
      long talked,
      long talkSeconds,
      long connectedSeconds,
      Map<String, Long> outcomes,
      List<CallOfDayBody> items) {}

  record CallOfDayBody(
      UUID attempt,
      Instant at,
      long project,
      String name,
      Optional<String> outcome,
      long talkSeconds,
      CallDiary.State state) {
    static CallOfDayBody of(CallDiary.Entry entry) {
      return new CallOfDayBody(
          entry.attempt().value(),
          entry.at(),
          entry.project().value(),
          entry.name(),
          entry.outcome(),
          entry.talkedFor().toSeconds(),
          entry.state());
    }
  }

  private Reply list(Request request) {
    Identity self = request.identity();
    ZoneId zone =
        office
            .find(self.campaign())
            .map(Campaign::zone)
            .orElseThrow(() -> Problem.notFound("campaign").asException());
    LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
    CallDiary.Day day =
        diary.of(self.campaign(), asked(request, today, zone), Pages.limit(request));
    return Reply.ok(
        new DayBody(
            today,
            zone,
            day.calls(),
            day.talked(),
            day.talkedFor().toSeconds(),
            day.connectedFor().toSeconds(),
            new TreeMap<>(day.outcomes()),
            day.entries().stream().map(CallOfDayBody::of).toList()));
  }

  /// A session is summed up whole, also if midnight came in between.
  private static Asked asked(Request request, LocalDate today, ZoneId zone) {
    Optional<SessionId> session =
        request.textIfGiven("session").map(UUID::fromString).map(SessionId::new);
    Instant from = today.minusDays(session.isPresent() ? 1 : 0).atStartOfDay(zone).toInstant();
    Instant to = today.plusDays(1).atStartOfDay(zone).toInstant();
    return new Asked(request.identity().user(), from, to, session);
  }
}
