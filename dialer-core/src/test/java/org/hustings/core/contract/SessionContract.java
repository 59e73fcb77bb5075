package org.hustings.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hustings.core.disposition.Action;
import org.hustings.core.disposition.Disposition;
import org.hustings.core.id.AttemptId;
import org.hustings.core.id.LegId;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.SessionId;
import org.hustings.core.id.UserId;
import org.hustings.core.id.VoterId;
import org.hustings.core.queue.QueueStore.Claim;
import org.hustings.core.session.SessionStore.Mode;
import org.hustings.core.session.SessionStore.SessionRow;
import org.hustings.core.session.SessionView.Person;
import org.hustings.core.session.SessionView.State;
import org.hustings.core.session.SessionView.VoterScreen;
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
  void R25_a_heartbeat_notes_when_it_was_and_how_long_they_were_connected() {
    SessionRow row = row(user());
    open(row);
    world.in(books -> {
      books.sessions().heartbeat(row.id(), world.now().plusSeconds(15), 12);
      return row;
    });

    SessionRow found = find(row.id()).orElseThrow();
    assertThat(found.heartbeatAt()).isEqualTo(world.now().plusSeconds(15));
    assertThat(found.connectedSeconds()).isEqualTo(12);
    assertThat(found.leg()).isEqualTo(row.leg());
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
        .containsExactly(
            new Person(
                wanted.value(),
                "Wanda Wanted",
                true,
                false,
                false,
                Optional.empty(),
                List.of("Works nights")),
            new Person(
                guest.value(), "Gus Guest", false, false, true, Optional.empty(), List.of()));
  }

  private VoterId person(String name, PhoneId phone, int score) {
    VoterId voter = world.voter(name);
    world.link(voter, phone, score);
    return voter;
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
