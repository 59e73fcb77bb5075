package org.hustings.schema.engine;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.VoterId;
import org.hustings.core.queue.Household.Resident;
import org.hustings.core.queue.Ruling;
import org.hustings.core.queue.Ruling.Place;
import org.hustings.core.queue.Standing;
import org.hustings.core.queue.Standing.Promise;
import org.hustings.core.voter.Link;
import org.hustings.core.voter.PhoneStatus;
import org.hustings.schema.connection.Message;
import org.hustings.schema.connection.Message.Reply;
import org.hustings.schema.connection.OpenTransaction;
import org.hustings.schema.engine.EntryRows.Columns;
import org.hustings.schema.json.LastCalledJson;
import org.jspecify.annotations.Nullable;

/// Writes what the rules made of households; of one or of a thousand with the same few questions,
/// in one message. Rows that are as they should be already are not written again.
///
/// Where rows are joined with what they should be, their keys are given once more by themselves: so
/// each is looked up by its key, whichever way the join is made.
final class RulingWriter {
  private static final String PHONES =
      """
      update phone p
         set zones = r.zones, status = r.status, attempts = r.attempts, not_before = r.not_before,
             rejoined_at = r.rejoined_at, callback_project = r.callback_project,
             callback_by = r.callback_by, callback_at = r.callback_at, last_called = r.last_called
        from unnest(cast(? as bigint[]), cast(? as bigint[]), cast(? as text[]), cast(? as integer[]),
                    cast(? as timestamptz[]), cast(? as timestamptz[]), cast(? as bigint[]),
                    cast(? as bigint[]), cast(? as timestamptz[]), cast(? as jsonb[]))
               as r (id, zones, status, attempts, not_before, rejoined_at, callback_project,
                     callback_by, callback_at, last_called)
       where p.id = any (?) and p.id = r.id
         and (p.zones, p.status, p.attempts, p.not_before, p.rejoined_at, p.callback_project,
              p.callback_by, p.callback_at, p.last_called)
             is distinct from
             (r.zones, r.status, r.attempts, r.not_before, r.rejoined_at, r.callback_project,
              r.callback_by, r.callback_at, r.last_called)
      returning p.id\
      """;

  private static final String LINKS =
      """
      update link l set wrong = r.wrong
        from unnest(cast(? as bigint[]), cast(? as bigint[]), cast(? as boolean[])) as r (voter_id, phone_id, wrong)
       where l.voter_id = any (?) and l.voter_id = r.voter_id and l.phone_id = r.phone_id
         and l.wrong <> r.wrong
      returning l.voter_id\
      """;

  private static final String TARGETS =
      """
      update target t set done = r.done
        from unnest(cast(? as bigint[]), cast(? as bigint[]), cast(? as boolean[])) as r (project_id, voter_id, done)
       where t.voter_id = any (?) and t.project_id = r.project_id and t.voter_id = r.voter_id
         and t.done <> r.done
      returning t.voter_id\
      """;

  private static final String ENTRIES =
      """
      insert into queue_entry as q (campaign_id, project_id, phone_id, zone_set_id, score, state, lane,
             rank, promised_by, waiting_until, waiting_cause, out_reason)
      select current_campaign(), r.*
        from unnest(cast(? as bigint[]), cast(? as bigint[]), cast(? as bigint[]), cast(? as smallint[]),
                    cast(? as text[]), cast(? as smallint[]), cast(? as bigint[]), cast(? as bigint[]),
                    cast(? as timestamptz[]), cast(? as text[]), cast(? as text[]))
               as r (project_id, phone_id, zone_set_id, score, state, lane, rank, promised_by,
                     waiting_until, waiting_cause, out_reason)
          on conflict (campaign_id, phone_id, project_id) do update
         set zone_set_id = excluded.zone_set_id, score = excluded.score, state = excluded.state,
             lane = excluded.lane, rank = excluded.rank, promised_by = excluded.promised_by,
             waiting_until = excluded.waiting_until, waiting_cause = excluded.waiting_cause,
             out_reason = excluded.out_reason
       where (q.zone_set_id, q.score, q.state, q.lane, q.rank, q.promised_by, q.waiting_until,
              q.waiting_cause, q.out_reason)
             is distinct from
             (excluded.zone_set_id, excluded.score, excluded.state, excluded.lane, excluded.rank,
              excluded.promised_by, excluded.waiting_until, excluded.waiting_cause, excluded.out_reason)
      returning q.id, q.project_id, q.zone_set_id, q.state, q.lane, q.rank, q.waiting_until\
      """;

  /// R17: on the list with those whose owners said so, and off it with those for whom that was
  /// corrected. What a manager or a file put there is not touched.
  private static final String LIST =
      """
      insert into do_not_call (campaign_id, number, source, listed_at)
      select p.campaign_id, p.number, 'DISPOSITION', now() from phone p where p.id = any (?)
          on conflict (campaign_id, number, source) where taken_off_at is null do nothing
      returning id\
      """;

  private static final String TAKE_OFF =
      """
      update do_not_call d set taken_off_at = now(), taken_off_why = 'CORRECTION'
       where d.number = any (array(select p.number from phone p where p.id = any (?)))
         and d.source = 'DISPOSITION' and d.taken_off_at is null
      returning d.id\
      """;

  private final OpenTransaction transaction;
  private final ZoneSets zoneSets;
  private final Changes changes;

  RulingWriter(OpenTransaction transaction, ZoneSets zoneSets, Changes changes) {
    this.transaction = transaction;
    this.zoneSets = zoneSets;
    this.changes = changes;
  }

  /// Where households overlap, the rulings agree on what they share: each is complete for its ruled
  /// numbers.
  void save(List<Settled> settled) {
    Map<PhoneId, Set<ZoneId>> zones = new LinkedHashMap<>();
    Map<PhoneId, Standing> standings = new LinkedHashMap<>();
    Map<List<Object>, Link> links = new LinkedHashMap<>();
    Map<List<Object>, Place> places = new LinkedHashMap<>();
    for (Ruling ruling : settled.stream().map(Settled::after).toList()) {
      zones.putAll(ruling.zones());
      standings.putAll(ruling.standings());
      ruling.links().forEach(link -> links.put(List.of(link.voter(), link.phone()), link));
      ruling.places().forEach(place -> places.put(List.of(place.project(), place.phone()), place));
    }
    Map<Set<ZoneId>, Long> zoneIds = zoneSets.ids(zones.values());
    Message message = transaction.byKeys();
    savePhones(message, standings, phone -> id(zoneIds, zones, phone));
    saveDoNotCall(message, standings);
    saveLinks(message, List.copyOf(links.values()));
    saveTargets(message, targets(settled));
    Reply<Saved> saved =
        savePlaces(message, List.copyOf(places.values()), phone -> id(zoneIds, zones, phone));
    message.send();
    saved.rows().forEach(this::changed);
  }

  private static long id(
      Map<Set<ZoneId>, Long> zoneIds, Map<PhoneId, Set<ZoneId>> zones, PhoneId phone) {
    return Objects.requireNonNull(zoneIds.get(Objects.requireNonNull(zones.get(phone))));
  }

  private static void savePhones(
      Message message, Map<PhoneId, Standing> standings, Function<PhoneId, Long> zoneSet) {
    List<PhoneId> phones = List.copyOf(standings.keySet());
    List<Standing> values = List.copyOf(standings.values());
    message.ask(
        PHONES,
        RulingWriter::written,
        column(phones, PhoneId::value, Long[]::new),
        column(phones, zoneSet, Long[]::new),
        column(values, standing -> standing.status().name(), String[]::new),
        column(values, Standing::attempts, Integer[]::new),
        column(values, standing -> offset(standing.notBefore()), String[]::new),
        column(values, standing -> offset(standing.rejoinedAt()), String[]::new),
        promised(values, promise -> promise.project().value(), Long[]::new),
        promised(values, promise -> promise.by().value(), Long[]::new),
        promised(values, promise -> offset(Optional.of(promise.dueAt())), String[]::new),
        column(
            values,
            standing -> LastCalledJson.write(standing.lastCalledAt()).data(),
            String[]::new),
        column(phones, PhoneId::value, Long[]::new));
  }

  private static void saveDoNotCall(Message message, Map<PhoneId, Standing> standings) {
    List<Long> asked = new ArrayList<>();
    List<Long> others = new ArrayList<>();
    standings.forEach((phone, standing) ->
        (standing.status() == PhoneStatus.DO_NOT_CALL ? asked : others).add(phone.value()));
    if (!asked.isEmpty()) {
      message.ask(LIST, RulingWriter::written, (Object) asked.toArray(Long[]::new));
    }
    if (!others.isEmpty()) {
      message.ask(TAKE_OFF, RulingWriter::written, (Object) others.toArray(Long[]::new));
    }
  }

  private static void saveLinks(Message message, List<Link> links) {
    message.ask(
        LINKS,
        RulingWriter::written,
        column(links, link -> link.voter().value(), Long[]::new),
        column(links, link -> link.phone().value(), Long[]::new),
        column(links, Link::wrong, Boolean[]::new),
        column(links, link -> link.voter().value(), Long[]::new));
  }

  private static List<Target> targets(List<Settled> settled) {
    Map<List<Object>, Target> targets = new LinkedHashMap<>();
    for (Settled one : settled) {
      for (Resident resident : one.before().residents()) {
        for (ProjectId project : resident.targetedIn()) {
          boolean done = one.after().done().getOrDefault(project, Set.of()).contains(resident.id());
          targets.put(List.of(project, resident.id()), new Target(project, resident.id(), done));
        }
      }
    }
    return List.copyOf(targets.values());
  }

  private static void saveTargets(Message message, List<Target> targets) {
    message.ask(
        TARGETS,
        RulingWriter::written,
        column(targets, target -> target.project().value(), Long[]::new),
        column(targets, target -> target.voter().value(), Long[]::new),
        column(targets, Target::done, Boolean[]::new),
        column(targets, target -> target.voter().value(), Long[]::new));
  }

  private static long written(ResultSet row) throws SQLException {
    return row.getLong(1);
  }

  private static Reply<Saved> savePlaces(
      Message message, List<Place> places, Function<PhoneId, Long> zoneSet) {
    List<Columns> states = places.stream().map(place -> Columns.of(place.state())).toList();
    return message.ask(
        ENTRIES,
        Saved::of,
        column(places, place -> place.project().value(), Long[]::new),
        column(places, place -> place.phone().value(), Long[]::new),
        column(places, place -> zoneSet.apply(place.phone()), Long[]::new),
        column(places, place -> (short) place.score(), Short[]::new),
        column(states, Columns::state, String[]::new),
        column(states, Columns::lane, Short[]::new),
        column(states, Columns::rank, Long[]::new),
        column(states, Columns::promisedBy, Long[]::new),
        column(
            states, columns -> offset(Optional.ofNullable(columns.waitingUntil())), String[]::new),
        column(states, Columns::waitingCause, String[]::new),
        column(states, Columns::outReason, String[]::new));
  }

  private void changed(Saved saved) {
    switch (saved.state) {
      case "READY" ->
          changes.ready(saved.project, saved.zoneSet, Objects.requireNonNull(saved.key));
      case "WAITING" -> changes.waiting(Objects.requireNonNull(saved.waitingUntil));
      default -> {
        // out: nobody looks for it
      }
    }
  }

  /// An entry that was written: one that is out has no key, and only one that waits has a time.
  private record Saved(
      ProjectId project,
      long zoneSet,
      String state,
      @Nullable IndexKey key,
      @Nullable Instant waitingUntil) {
    static Saved of(ResultSet row) throws SQLException {
      return new Saved(
          new ProjectId(row.getLong("project_id")),
          row.getLong("zone_set_id"),
          row.getString("state"),
          row.getObject("lane") == null ? null : EntryRows.key(row),
          Micros.instant(row, "waiting_until"));
    }
  }

  private static <T, C> C[] column(
      Collection<T> rows,
      Function<? super T, ? extends @Nullable C> value,
      Function<Integer, C[]> array) {
    return rows.stream().map(value).toArray(array::apply);
  }

  private static <C> C[] promised(
      Collection<Standing> standings, Function<Promise, C> value, Function<Integer, C[]> array) {
    return column(standings, standing -> standing.callBack().map(value).orElse(null), array);
  }

  /// As an array of `timestamptz` has it.
  private static @Nullable String offset(Optional<Instant> at) {
    return at.map(Micros::offset).map(OffsetDateTime::toString).orElse(null);
  }

  private record Target(ProjectId project, VoterId voter, boolean done) {}
}
