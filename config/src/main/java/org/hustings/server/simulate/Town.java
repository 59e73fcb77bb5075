package org.hustings.server.simulate;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hustings.core.account.Volunteer;
import org.hustings.core.credit.Money;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.RecordingId;
import org.hustings.core.id.UserId;
import org.hustings.core.id.VoterId;
import org.hustings.core.project.CallingHours;
import org.hustings.core.project.ProjectSettings;
import org.hustings.core.queue.QueueStore;
import org.hustings.core.recording.Pcmu;
import org.hustings.core.recording.Recording;
import org.hustings.core.rehearsal.RehearsalStores;
import org.hustings.core.voter.PhoneNumber;

/// Who is called, by whom, and what for: a small campaign in the books, with what the referee has
/// to know of it in plain words.
final class Town {
  static final ZoneId HOME = ZoneId.of("America/New_York");
  static final Money CREDIT = new Money(100_000_000_000L);
  private static final Duration MESSAGE = Duration.ofSeconds(15);
  private static final List<ZoneId> ZONES =
      List.of(HOME, HOME, ZoneId.of("America/Chicago"), ZoneId.of("America/Los_Angeles"));

  private final RehearsalStores books = new RehearsalStores();
  private final CampaignId campaign = books.addCampaign("Simulation", "US", HOME);
  private final Map<ProjectId, Rules> projects = new HashMap<>();
  private final List<ProjectId> projectIds = new ArrayList<>();
  private final Map<String, Home> homes = new HashMap<>();
  private final List<Volunteer> volunteers = new ArrayList<>();
  private final Chance chance;

  /// What the referee knows of a project.
  record Rules(LocalTime opens, LocalTime closes, int limit, Duration delay) {}

  /// What the referee knows of a number.
  record Home(PhoneId phone, ZoneId zone) {}

  Town(Chance chance, Instant now) {
    this.chance = chance;
    RecordingId message =
        books.addRecording(
            campaign,
            id ->
                new Recording(id, "message", Pcmu.of(new byte[(int) MESSAGE.toMillis() * 8]), now));
    Money _ = books.in(campaign, stores -> stores.credits().topUp(CREDIT, "all", now));
    for (int i = chance.between(1, 4); i > 0; i--) {
      addProject(message);
    }
    for (int i = chance.between(8, 50); i > 0; i--) {
      addVoter();
    }
    for (int i = chance.between(2, 7); i > 0; i--) {
      UserId user = new UserId(i);
      volunteers.add(new Volunteer(user, campaign, "Volunteer " + i, Set.of()));
    }
  }

  private void addProject(RecordingId message) {
    LocalTime opens = LocalTime.of(9, 0).plusMinutes(15L * chance.between(0, 9));
    LocalTime closes = LocalTime.of(17, 0).plusMinutes(15L * chance.between(0, 17));
    Map<DayOfWeek, List<CallingHours.Window>> week = new EnumMap<>(DayOfWeek.class);
    for (DayOfWeek day : DayOfWeek.values()) {
      week.put(day, List.of(new CallingHours.Window(opens, closes)));
    }
    Rules rules =
        new Rules(opens, closes, chance.between(1, 5), Duration.ofMinutes(chance.between(5, 31)));
    ProjectSettings usual = ProjectSettings.defaults(new CallingHours(HOME, week, Set.of()));
    ProjectId id =
        books.addProject(
            campaign,
            "Project " + projects.size(),
            new ProjectSettings(
                usual.hours(),
                usual.legalWindow(),
                usual.unknownZones(),
                rules.limit(),
                rules.delay(),
                usual.ringFor(),
                usual.suppression(),
                usual.wrapUpGrace(),
                usual.callerId(),
                usual.script(),
                usual.survey(),
                usual.dispositions(),
                usual.access(),
                Optional.of(message),
                new ProjectSettings.Lines(true, Optional.empty())));
    projects.put(id, rules);
    projectIds.add(id);
  }

  /// Somebody with a number of their own, and perhaps the one before, too.
  private void addVoter() {
    VoterId voter = books.addVoter(campaign, "Voter " + homes.size(), Set.of());
    List<PhoneId> known = homes.values().stream().map(Home::phone).sorted().toList();
    String number = "+1919555%04d".formatted(homes.size());
    ZoneId zone = chance.oneOf(ZONES);
    PhoneId phone = books.addPhone(campaign, new PhoneNumber(number), Set.of(zone));
    homes.put(number, new Home(phone, zone));
    books.addLink(campaign, voter, phone, chance.between(1, 100));
    if (!known.isEmpty() && chance.percent(25)) {
      books.addLink(campaign, voter, known.getLast(), chance.between(1, 100));
    }
    ProjectId wantedBy = chance.oneOf(projectIds);
    books.addTarget(campaign, wantedBy, voter);
    ProjectId other = chance.oneOf(projectIds);
    if (chance.percent(30) && !other.equals(wantedBy)) {
      books.addTarget(campaign, other, voter);
    }
  }

  RehearsalStores books() {
    return books;
  }

  CampaignId campaign() {
    return campaign;
  }

  List<ProjectId> projects() {
    return projectIds;
  }

  Rules rulesOf(ProjectId project) {
    return Optional.ofNullable(projects.get(project)).orElseThrow();
  }

  Set<String> numbers() {
    return homes.keySet();
  }

  /// Numbers that somebody holds, by the books.
  List<String> taken() {
    return books.in(
        campaign,
        stores ->
            homes.entrySet().stream()
                .filter(home -> isHeld(stores.queue(), home.getValue().phone()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList());
  }

  private static boolean isHeld(QueueStore queue, PhoneId phone) {
    return queue.lockHousehold(phone).phones().stream()
        .filter(file -> file.id().equals(phone))
        .flatMap(file -> file.entries().stream())
        .flatMap(entry -> queue.candidate(entry.id()).stream())
        .anyMatch(candidate -> candidate.hold().isPresent());
  }

  List<PhoneId> phones() {
    return homes.values().stream().map(Home::phone).sorted().toList();
  }

  Home home(String number) {
    return Optional.ofNullable(homes.get(number)).orElseThrow();
  }

  List<Volunteer> volunteers() {
    return volunteers;
  }
}
