package org.hustings.core.rehearsal;

import static java.util.stream.Collectors.toSet;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hustings.core.attempt.Attempt;
import org.hustings.core.attempt.AttemptStore.DispositionRow;
import org.hustings.core.disposition.Disposition;
import org.hustings.core.disposition.Fact;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.EntryId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.VoterId;
import org.hustings.core.project.Project;
import org.hustings.core.queue.Entry;
import org.hustings.core.queue.Household;
import org.hustings.core.queue.Household.PhoneFile;
import org.hustings.core.queue.Household.Resident;
import org.hustings.core.queue.Ruling;
import org.hustings.core.queue.Ruling.Place;
import org.hustings.core.rehearsal.Rows.EntryRow;
import org.hustings.core.rehearsal.Rows.LinkKey;
import org.hustings.core.rehearsal.Rows.PhoneRow;
import org.hustings.core.rehearsal.Rows.TargetKey;
import org.hustings.core.rehearsal.Rows.VoterRow;
import org.hustings.core.voter.DoNotCallList;
import org.hustings.core.voter.Link;
import org.hustings.core.voter.PhoneStatus;

/// Reads households out of the books, and writes rulings into them.
final class RehearsalHouseholds {
  private final Books books;

  RehearsalHouseholds(Books books) {
    this.books = books;
  }

  Household around(PhoneId phone) {
    Set<PhoneId> ruled = new TreeSet<>(Set.of(phone));
    ruled.addAll(phonesOf(votersAt(Set.of(phone))));
    Set<VoterId> residents = votersAt(ruled);
    Set<PhoneId> phones = new TreeSet<>(ruled);
    phones.addAll(phonesOf(residents));
    return new Household(
        phone,
        phones.stream().map(this::file).toList(),
        residents.stream().map(this::resident).toList(),
        residents.stream().flatMap(this::linksOf).toList(),
        projects(ruled, residents));
  }

  private Set<VoterId> votersAt(Collection<PhoneId> phones) {
    return phones.stream()
        .flatMap(phone -> books.votersAt.getOr(phone, List.of()).stream())
        .collect(toSet());
  }

  private Set<PhoneId> phonesOf(Collection<VoterId> voters) {
    return voters.stream()
        .flatMap(voter -> books.phonesOf.getOr(voter, List.of()).stream())
        .collect(toSet());
  }

  private Stream<Link> linksOf(VoterId voter) {
    return books.phonesOf.getOr(voter, List.of()).stream()
        .map(phone -> books.links.get(new LinkKey(voter, phone)));
  }

  private Resident resident(VoterId voter) {
    VoterRow row = books.voters.get(voter);
    return new Resident(
        voter, row.addressZones(), Set.copyOf(books.targetsOf.getOr(voter, List.of())));
  }

  private Map<ProjectId, Project> projects(Set<PhoneId> ruled, Set<VoterId> residents) {
    Stream<ProjectId> targeting =
        residents.stream().flatMap(voter -> books.targetsOf.getOr(voter, List.of()).stream());
    Stream<ProjectId> queueing =
        ruled.stream().flatMap(phone -> entriesAt(phone).map(Entry::project));
    Map<ProjectId, Project> projects = new HashMap<>();
    Stream.concat(targeting, queueing)
        .forEach(id -> projects.computeIfAbsent(id, books.projectRows::get));
    return projects;
  }

  private Stream<Entry> entriesAt(PhoneId phone) {
    return books.entriesAt.getOr(phone, List.of()).stream()
        .map(entry -> books.entries.get(entry).entry());
  }

  private PhoneFile file(PhoneId phone) {
    PhoneRow row = books.phones.get(phone);
    boolean listed =
        books.doNotCallSources.getOr(row.number(), List.of()).stream()
            .anyMatch(source -> source != DoNotCallList.Source.DISPOSITION);
    return new PhoneFile(phone, row.numberZones(), listed, facts(phone), entriesAt(phone).toList());
  }

  private List<Fact> facts(PhoneId phone) {
    Stream<Fact> attempted =
        books.attemptsAt.getOr(phone, List.of()).stream()
            .map(this::attempted)
            .flatMap(Optional::stream);
    Stream<Fact> reopened = books.reopenings.getOr(phone, List.of()).stream().map(fact -> fact);
    return Stream.concat(attempted, reopened).sorted(Comparator.comparing(Fact::at)).toList();
  }

  /// Empty while the attempt is open.
  private Optional<Fact> attempted(AttemptId id) {
    List<DispositionRow> rows = books.dispositions.getOr(id, List.of());
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    Attempt attempt = books.attemptRows.get(id);
    DispositionRow valid = rows.getLast();
    Disposition said = valid.disposition();
    return Optional.of(
        new Fact.Attempted(
            attempt.plannedAt(),
            id,
            attempt.project(),
            attempt.volunteer(),
            // A correction, whenever it comes, does not make the number rest anew.
            attempt.progress().endedAt().orElse(rows.getFirst().at()),
            said.action(),
            said.reached(),
            said.wrongNumberFor(),
            said.callBackAt(),
            valid.retryDelay()));
  }

  void save(Household before, Ruling after) {
    after
        .standings()
        .forEach((phone, standing) -> {
          Set<ZoneId> zones = Objects.requireNonNull(after.zones().get(phone));
          books.phones.change(phone, row -> row.ruled(standing, zones));
          listOrUnlist(phone, standing.status() == PhoneStatus.DO_NOT_CALL);
        });
    after.links().forEach(link -> books.links.put(new LinkKey(link.voter(), link.phone()), link));
    before.residents().forEach(resident -> saveDone(resident, after));
    after.places().forEach(place -> saveEntry(place, after));
  }

  /// R17.
  private void listOrUnlist(PhoneId phone, boolean asked) {
    RehearsalDoNotCall list = new RehearsalDoNotCall(books);
    if (asked) {
      list.add(books.phones.get(phone).number(), DoNotCallList.Source.DISPOSITION);
    } else {
      list.takeOff(books.phones.get(phone).number(), DoNotCallList.Source.DISPOSITION);
    }
  }

  private void saveDone(Resident resident, Ruling after) {
    for (ProjectId project : resident.targetedIn()) {
      books.doneByTarget.put(
          new TargetKey(project, resident.id()),
          after.done().getOrDefault(project, Set.of()).contains(resident.id()));
    }
  }

  private void saveEntry(Place place, Ruling after) {
    Optional<EntryRow> existing =
        books.entriesAt.getOr(place.phone(), List.of()).stream()
            .map(books.entries::get)
            .filter(row -> row.entry().project().equals(place.project()))
            .findFirst();
    EntryId id = existing.map(row -> row.entry().id()).orElseGet(() -> new EntryId(books.nextId()));
    Optional<Instant> skippedAt = existing.flatMap(row -> row.entry().skippedAt());
    Entry entry = new Entry(id, place.project(), place.phone(), place.state(), skippedAt);
    books.entries.put(
        id,
        new EntryRow(
            entry, place.score(), Objects.requireNonNull(after.zones().get(place.phone()))));
    if (existing.isEmpty()) {
      books.entriesAt.put(
          place.phone(), Books.with(books.entriesAt.getOr(place.phone(), List.of()), id));
    }
  }
}
