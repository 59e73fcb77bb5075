package org.hustings.core.rehearsal;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hustings.core.attempt.Attempt;
import org.hustings.core.attempt.AttemptStore.DispositionRow;
import org.hustings.core.disposition.Action;
import org.hustings.core.disposition.Addition.Told;
import org.hustings.core.disposition.Disposition;
import org.hustings.core.id.EntryId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.ServerId;
import org.hustings.core.id.SessionId;
import org.hustings.core.id.UserId;
import org.hustings.core.id.VoterId;
import org.hustings.core.rehearsal.Rows.EntryRow;
import org.hustings.core.rehearsal.Rows.LinkKey;
import org.hustings.core.rehearsal.Rows.PhoneRow;
import org.hustings.core.rehearsal.Rows.TargetKey;
import org.hustings.core.session.SessionStore;
import org.hustings.core.session.SessionView.Person;
import org.hustings.core.session.SessionView.VoterScreen;
import org.hustings.core.session.VoterProfile;
import org.hustings.core.session.VoterProfile.PastCall;
import org.hustings.core.voter.Link;

/// A campaign's sessions in memory, and what they show.
final class RehearsalSessions implements SessionStore {
  private final Books books;

  RehearsalSessions(Books books) {
    this.books = books;
  }

  @Override
  public void open(SessionRow row) {
    if (row.endedAt().isEmpty() && openOf(row.user()).isPresent()) {
      throw new IllegalStateException("user " + row.user() + " has an open session already");
    }
    if (books.sessionRows.has(row.id())) {
      throw new IllegalStateException("session " + row.id() + " was opened before");
    }
    books.sessionRows.put(row.id(), row);
    books.sessionsOf.put(
        row.user(), Books.with(books.sessionsOf.getOr(row.user(), List.of()), row.id()));
  }

  @Override
  public void update(SessionRow row) {
    books.sessionRows.change(row.id(), before -> beatingAsBefore(before, row));
  }

  private static SessionRow beatingAsBefore(SessionRow before, SessionRow row) {
    return new SessionRow(
        row.id(),
        row.user(),
        row.server(),
        row.mode(),
        row.state(),
        row.project(),
        row.leg(),
        row.startedAt(),
        before.heartbeatAt().isAfter(row.heartbeatAt()) ? before.heartbeatAt() : row.heartbeatAt(),
        Math.max(before.connectedSeconds(), row.connectedSeconds()),
        row.endedAt());
  }

  @Override
  public void heartbeat(Collection<Beat> beats) {
    beats.stream().filter(beat -> books.sessionRows.has(beat.session())).forEach(this::note);
  }

  private void note(Beat beat) {
    books.sessionRows.change(
        beat.session(),
        row ->
            new SessionRow(
                row.id(),
                row.user(),
                row.server(),
                row.mode(),
                row.state(),
                row.project(),
                row.leg(),
                row.startedAt(),
                beat.at(),
                Math.max(row.connectedSeconds(), beat.connectedSeconds()),
                row.endedAt()));
  }

  @Override
  public Optional<SessionRow> find(SessionId session) {
    return books.sessionRows.find(session);
  }

  @Override
  public Optional<SessionRow> openOf(UserId user) {
    return of(user).filter(row -> row.endedAt().isEmpty()).findFirst();
  }

  @Override
  public List<SessionRow> openOn(ServerId server) {
    return books.sessionRows.all().stream()
        .filter(row -> row.endedAt().isEmpty() && row.server().equals(server))
        .toList();
  }

  private Stream<SessionRow> of(UserId user) {
    return books.sessionsOf.getOr(user, List.of()).stream().map(books.sessionRows::get);
  }

  @Override
  public Optional<ProjectId> lastProjectOf(UserId user) {
    return of(user)
        .filter(row -> row.project().isPresent())
        .max(comparing(SessionRow::startedAt))
        .flatMap(SessionRow::project);
  }

  @Override
  public Map<EntryId, VoterScreen> screens(Set<EntryId> entries) {
    return entries.stream()
        .flatMap(entry -> books.entries.find(entry).stream())
        .collect(Collectors.toMap(row -> row.entry().id(), this::screen));
  }

  private VoterScreen screen(EntryRow row) {
    PhoneRow phone = books.phones.get(row.entry().phone());
    ProjectId project = row.entry().project();
    Comparator<Link> targetedFirst =
        comparing((Link link) -> !isTargeted(project, link.voter()))
            .thenComparing(comparingInt(Link::score).reversed())
            .thenComparing(Link::voter);
    List<Person> people =
        books.votersAt.getOr(phone.id(), List.of()).stream()
            .map(voter -> books.links.get(new LinkKey(voter, phone.id())))
            .sorted(targetedFirst)
            .map(link -> person(project, link))
            .toList();
    return new VoterScreen(phone.number().e164(), row.score(), phone.standing().attempts(), people);
  }

  private boolean isTargeted(ProjectId project, VoterId voter) {
    return books.doneByTarget.has(new TargetKey(project, voter));
  }

  private Person person(ProjectId project, Link link) {
    VoterId voter = link.voter();
    Told told = books.told.getOr(voter, Told.NOTHING);
    // A rehearsed voter has one name, which is the last.
    String last = told.lastName().orElseGet(books.voters.get(voter)::name);
    return new Person(
        voter.value(),
        (told.firstName().orElse("") + " " + last).strip(),
        isTargeted(project, voter),
        books.doneByTarget.getOr(new TargetKey(project, voter), false),
        link.wrong(),
        Optional.empty(),
        notesOn(voter),
        profile(link, told, last));
  }

  private VoterProfile profile(Link link, Told told, String last) {
    return new VoterProfile(
        new VoterProfile.Called(told.firstName().orElse(""), last, told.sayAs().orElse("")),
        new VoterProfile.Home("", "", ""),
        new VoterProfile.Contact(
            told.language().orElse(""), told.email().orElse(""), link.score(), otherNumbers(link)),
        pastCalls(link.voter()));
  }

  private List<String> otherNumbers(Link shown) {
    return books.phonesOf.getOr(shown.voter(), List.of()).stream()
        .filter(phone -> !phone.equals(shown.phone()))
        .map(phone -> books.links.get(new LinkKey(shown.voter(), phone)))
        .filter(link -> !link.wrong())
        .sorted(comparingInt(Link::score).reversed().thenComparing(Link::phone))
        .map(link -> books.phones.get(link.phone()).number().e164())
        .map(number -> number.substring(number.length() - 4))
        .toList();
  }

  private List<PastCall> pastCalls(VoterId voter) {
    return books.phonesOf.getOr(voter, List.of()).stream()
        .flatMap(phone -> books.attemptsAt.getOr(phone, List.of()).stream())
        .map(books.attemptRows::get)
        .sorted(comparing(Attempt::plannedAt).reversed())
        .flatMap(attempt -> pastCall(voter, attempt).stream())
        .limit(VoterProfile.MOST_PAST_CALLS)
        .toList();
  }

  private Optional<PastCall> pastCall(VoterId voter, Attempt attempt) {
    return books
        .dispositions
        .find(attempt.id())
        .map(rows -> rows.getLast().disposition())
        .filter(said -> said.action() != Action.NOT_PLACED && isAbout(voter, said))
        .map(said ->
            new PastCall(
                attempt.plannedAt(),
                said.code(),
                books.projectRows.get(attempt.project()).name(),
                ""));
  }

  private static boolean isAbout(VoterId voter, Disposition said) {
    boolean nobodyNamed = said.reached().isEmpty() && said.wrongNumberFor().isEmpty();
    return nobodyNamed || said.reached().contains(voter) || said.wrongNumberFor().contains(voter);
  }

  /// Latest first; only of dispositions that stand.
  private List<String> notesOn(VoterId voter) {
    List<PhoneId> phones = books.phonesOf.getOr(voter, List.of());
    return phones.stream()
        .flatMap(phone -> books.attemptsAt.getOr(phone, List.of()).stream())
        .flatMap(
            attempt -> books.dispositions.getOr(attempt, List.of()).reversed().stream().limit(1))
        .sorted(comparing(DispositionRow::at).reversed())
        .flatMap(row -> Stream.ofNullable(row.disposition().notes().get(voter)))
        .toList();
  }
}
