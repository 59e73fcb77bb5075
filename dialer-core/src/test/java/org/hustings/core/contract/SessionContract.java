package org.hustings.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hustings.core.disposition.Action;
import org.hustings.core.disposition.Addition;
import org.hustings.core.disposition.Addition.OtherNumber;
import org.hustings.core.disposition.Addition.Told;
import org.hustings.core.disposition.Disposition;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.EntryId;
import org.hustings.core.id.LegId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.SessionId;
import org.hustings.core.id.UserId;
import org.hustings.core.id.VoterId;
import org.hustings.core.queue.QueueStore.Claim;
import org.hustings.core.session.SessionStore.Beat;
import org.hustings.core.session.SessionStore.Mode;
import org.hustings.core.session.SessionStore.SessionRow;
import org.hustings.core.session.SessionView.Person;
import org.hustings.core.session.SessionView.State;
import org.hustings.core.session.SessionView.VoterScreen;
import org.hustings.core.session.VoterProfile;
import org.hustings.core.session.VoterProfile.PastCall;
import org.hustings.core.voter.DoNotCallList.Source;
import org.hustings.core.voter.PhoneNumber;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Sessions as stored, and what their screens show.
public abstract class SessionContract {
  private SeededStores stores;
  private World world;
  private ProjectId project;

  protected abstract SeededStores stores();

  @BeforeEach
  void open() {
    stores = stores();
    world = new World(stores);
    project = world.project();
  }

  @Test
  void a_session_is_found_as_it_was_opened() {
    SessionRow row = row(user());
    open(row);

    assertThat(find(row.id())).contains(row);
    assertThat(openOf(row.user())).contains(row);
    assertThat(world.<List<SessionRow>>in(books -> books.sessions().openOn(world.server())))
        .contains(row);
  }

  @Test
  void a_volunteer_has_one_open_session_at_most() {
    SessionRow first = row(user());
    open(first);
    SessionRow second = row(first.user());

    assertThatThrownBy(() -> open(second)).isInstanceOf(RuntimeException.class);
    assertThat(find(second.id())).isEmpty();
    assertThat(openOf(first.user())).contains(first);
  }

  @Test
  void a_session_that_has_ended_is_no_longer_open_and_another_may_follow() {
    SessionRow first = row(user());
    open(first);
    SessionRow gone =
        new SessionRow(
            first.id(),
            first.user(),
            first.server(),
            first.mode(),
            State.GONE,
            Optional.of(project),
            Optional.empty(),
            first.startedAt(),
            first.heartbeatAt(),
            first.connectedSeconds(),
            Optional.of(world.now().plusSeconds(60)));
    world.in(books -> {
      books.sessions().update(gone);
      return gone;
    });

    assertThat(openOf(first.user())).isEmpty();
    assertThat(find(first.id())).contains(gone);
    assertThat(world.<Optional<ProjectId>>in(books -> books.sessions().lastProjectOf(first.user())))
        .contains(project);
    SessionRow next = row(first.user());
    open(next);
    assertThat(openOf(first.user())).contains(next);
  }

  @Test
  void R25_heartbeats_note_when_they_were_and_how_long_each_was_connected() {
    SessionRow ann = row(user());
    SessionRow bea = row(user());
    SessionRow cid = row(user());
    List.of(ann, bea, cid).forEach(this::open);
    beat(
        new Beat(bea.id(), world.now().plusSeconds(16), 13),
        new Beat(new SessionId(UUID.randomUUID()), world.now(), 99),
        new Beat(ann.id(), world.now().plusSeconds(15), 12));

    SessionRow found = find(ann.id()).orElseThrow();
    assertThat(found.heartbeatAt()).isEqualTo(world.now().plusSeconds(15));
    assertThat(found.connectedSeconds()).isEqualTo(12);
    assertThat(found.leg()).isEqualTo(ann.leg());
    assertThat(find(bea.id()).orElseThrow().heartbeatAt()).isEqualTo(world.now().plusSeconds(16));
    assertThat(find(bea.id()).orElseThrow().connectedSeconds()).isEqualTo(13);
    assertThat(find(cid.id())).contains(cid);
  }

  @Test
  void R25_a_heartbeat_that_comes_late_takes_no_second_back() {
    SessionRow row = row(user());
    open(row);
    beat(new Beat(row.id(), world.now().plusSeconds(30), 27));
    beat(new Beat(row.id(), world.now().plusSeconds(15), 12));

    assertThat(find(row.id()).orElseThrow().connectedSeconds()).isEqualTo(27);
  }

  @Test
  void R25_what_was_noted_before_a_heartbeat_and_is_written_after_it_takes_nothing_back() {
    SessionRow row = row(user());
    open(row);
    beat(new Beat(row.id(), world.now().plusSeconds(15), 12));
    world.in(books -> {
      books.sessions().update(doing(row, State.PREVIEWING));
      return row;
    });

    SessionRow found = find(row.id()).orElseThrow();
    assertThat(found.state()).isEqualTo(State.PREVIEWING);
    assertThat(found.heartbeatAt()).isEqualTo(world.now().plusSeconds(15));
    assertThat(found.connectedSeconds()).isEqualTo(12);
  }

  private static SessionRow doing(SessionRow row, State state) {
    return new SessionRow(
        row.id(),
        row.user(),
        row.server(),
        row.mode(),
        state,
        row.project(),
        row.leg(),
        row.startedAt(),
        row.heartbeatAt(),
        row.connectedSeconds(),
        row.endedAt());
  }

  @Test
  void a_screen_shows_targeted_people_first_with_flags_and_notes() {
    PhoneId phone = world.phone();
    VoterId guest = person("Gus Guest", phone, 90);
    VoterId wanted = person("Wanda Wanted", phone, 40);
    world.target(project, wanted);
    world.settle();
    Volunteering ann = world.volunteer("Ann");
    Claim claim = world.next(project, ann).orElseThrow();
    AttemptId attempt = world.begin(claim, ann);
    world.dispose(
        attempt,
        new Disposition(
            "NO_ANSWER",
            Action.NO_ANSWER,
            Set.of(),
            Set.of(guest),
            Optional.empty(),
            Map.of(wanted, "Works nights"),
            List.of()));

    VoterScreen screen =
        world
            .<Optional<VoterScreen>>in(books -> books.sessions().screen(claim.candidate().entry()))
            .orElseThrow();

    assertThat(screen.number()).isEqualTo(claim.candidate().number().e164());
    assertThat(screen.score()).isEqualTo(40);
    assertThat(screen.attempts()).isEqualTo(1);
    assertThat(screen.people())
        .extracting(
            Person::voter,
            Person::name,
            Person::targeted,
            Person::done,
            Person::wrongNumber,
            Person::notes)
        .containsExactly(
            tuple(wanted.value(), "Wanda Wanted", true, false, false, List.of("Works nights")),
            tuple(guest.value(), "Gus Guest", false, false, true, List.of()));
  }

  @Test
  void a_screen_shows_of_each_person_the_calls_that_had_to_do_with_them() {
    PhoneId phone = world.phone();
    VoterId wanda = person("Wanda Wanted", phone, 90);
    VoterId gus = person("Gus Guest", phone, 40);
    world.target(project, wanda);
    world.target(project, gus);
    world.settle();
    Volunteering ann = world.volunteer("Ann");
    EntryId entry = call(ann, Disposition.plain(Action.NO_ANSWER));
    world.pass(Duration.ofHours(1));
    call(ann, reached(gus));

    VoterScreen screen = screen(entry);

    assertThat(pastCalls(screen, wanda)).containsExactly("NO_ANSWER");
    assertThat(pastCalls(screen, gus)).containsExactly("SUCCESSFUL", "NO_ANSWER");
    assertThat(profile(screen, gus).pastCalls().getFirst().at())
        .isAfter(profile(screen, gus).pastCalls().getLast().at());
  }

  @Test
  void R21_what_a_voter_told_stands_over_the_file_and_another_number_comes_last() {
    PhoneId phone = world.phone();
    VoterId wanda = person("Wanted", phone, 90);
    world.target(project, wanda);
    world.settle();
    Volunteering ann = world.volunteer("Ann");
    Told name = told("Wanda", "Wanted-West");
    Told language = new Told(NONE, NONE, Optional.of("WON-da"), NONE, Optional.of("es"));
    OtherNumber other = new OtherNumber(new PhoneNumber("+19195550777"), Set.of(Settings.NEW_YORK));
    EntryId entry =
        call(
            ann,
            Disposition.plain(Action.BUSY)
                .with(List.of(new Addition(wanda, name, Optional.of(other)))));
    world.pass(Duration.ofHours(1));
    call(
        ann,
        Disposition.plain(Action.BUSY)
            .with(List.of(new Addition(wanda, language, Optional.of(other)))));

    VoterScreen screen = screen(entry);

    assertThat(screen.people().getFirst().name()).isEqualTo("Wanda Wanted-West");
    assertThat(profile(screen, wanda).called())
        .isEqualTo(new VoterProfile.Called("Wanda", "Wanted-West", "WON-da"));
    assertThat(profile(screen, wanda).contact())
        .isEqualTo(new VoterProfile.Contact("es", "", 90, List.of("0777")));
  }

  @Test
  void R17_a_number_told_in_a_call_that_must_not_be_called_stays_so() {
    PhoneId phone = world.phone();
    VoterId wanda = person("Wanted", phone, 90);
    world.target(project, wanda);
    world.settle();
    PhoneNumber forbidden = new PhoneNumber("+19195550778");
    world.in(
        books -> books.doNotCall().add(forbidden, Optional.empty(), Source.MANAGER, world.now()));
    OtherNumber other = new OtherNumber(forbidden, Set.of(Settings.NEW_YORK));
    call(
        world.volunteer("Ann"),
        new Disposition(
                "WRONG_NUMBER",
                Action.WRONG_NUMBER,
                Set.of(),
                Set.of(wanda),
                Optional.empty(),
                Map.of(),
                List.of())
            .with(List.of(new Addition(wanda, Told.NOTHING, Optional.of(other)))));

    assertThat(world.next(project, world.volunteer("Bea"))).isEmpty();
    assertThat(world.<Boolean>in(books -> books.doNotCall().holds(forbidden))).isTrue();
  }

  @Test
  void R2_a_number_told_in_a_call_enters_the_queue_when_the_better_one_turns_out_wrong() {
    PhoneId phone = world.phone();
    VoterId wanda = person("Wanted", phone, 90);
    world.target(project, wanda);
    world.settle();
    PhoneNumber number = new PhoneNumber("+19195550779");
    OtherNumber other = new OtherNumber(number, Set.of(Settings.NEW_YORK));
    call(
        world.volunteer("Ann"),
        new Disposition(
                "WRONG_NUMBER",
                Action.WRONG_NUMBER,
                Set.of(),
                Set.of(wanda),
                Optional.empty(),
                Map.of(),
                List.of())
            .with(List.of(new Addition(wanda, Told.NOTHING, Optional.of(other)))));

    Claim next = world.next(project, world.volunteer("Bea")).orElseThrow();

    assertThat(next.candidate().number()).isEqualTo(number);
    assertThat(screen(next.candidate().entry()).score()).isEqualTo(Addition.SCORE);
  }

  private static final Optional<String> NONE = Optional.empty();

  private static Told told(String first, String last) {
    return new Told(Optional.of(first), Optional.of(last), NONE, NONE, NONE);
  }

  private static Disposition reached(VoterId voter) {
    return new Disposition(
        "SUCCESSFUL",
        Action.SUCCESSFUL,
        Set.of(voter),
        Set.of(),
        Optional.empty(),
        Map.of(),
        List.of());
  }

  private EntryId call(Volunteering who, Disposition said) {
    Claim claim = world.next(project, who).orElseThrow();
    world.dispose(world.begin(claim, who), said);
    return claim.candidate().entry();
  }

  private VoterScreen screen(EntryId entry) {
    return world.<Optional<VoterScreen>>in(books -> books.sessions().screen(entry)).orElseThrow();
  }

  private static VoterProfile profile(VoterScreen screen, VoterId voter) {
    return screen.people().stream()
        .filter(person -> person.voter() == voter.value())
        .findFirst()
        .orElseThrow()
        .profile();
  }

  private static List<String> pastCalls(VoterScreen screen, VoterId voter) {
    return profile(screen, voter).pastCalls().stream().map(PastCall::code).toList();
  }

  private VoterId person(String name, PhoneId phone, int score) {
    VoterId voter = world.voter(name);
    world.link(voter, phone, score);
    return voter;
  }

  private void beat(Beat... beats) {
    world.in(books -> {
      books.sessions().heartbeat(List.of(beats));
      return beats;
    });
  }

  private UserId user() {
    return stores.user(world.campaign(), "Ann");
  }

  private SessionRow row(UserId user) {
    return new SessionRow(
        new SessionId(UUID.randomUUID()),
        user,
        world.server(),
        Mode.PHONE,
        State.READY,
        Optional.of(project),
        Optional.of(new LegId(UUID.randomUUID())),
        world.now(),
        world.now(),
        0,
        Optional.empty());
  }

  private void open(SessionRow row) {
    world.in(books -> {
      books.sessions().open(row);
      return row;
    });
  }

  private Optional<SessionRow> find(SessionId session) {
    return world.in(books -> books.sessions().find(session));
  }

  private Optional<SessionRow> openOf(UserId user) {
    return world.in(books -> books.sessions().openOf(user));
  }
}
