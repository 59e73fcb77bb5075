package org.hustings.schema.intake;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.hustings.core.id.ProjectId;
import org.hustings.core.intake.CleanVoter;
import org.hustings.core.intake.CleanVoter.CleanPhone;
import org.hustings.core.intake.IntakeStore.Taken;
import org.hustings.core.intake.Rejection;
import org.hustings.schema.connection.OpenTransaction;
import org.hustings.schema.engine.ZoneSets;
import org.jooq.Record;
import org.jooq.Result;

/// Writes the voters of one chunk. For one transaction.
final class ChunkOfVoters {
  private static final String GIVEN =
      """
      with given as (
        select * from unnest(?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                             ?::smallint[], ?::text[], ?::text[], ?::bigint[])
          as g(external_id, line, first_name, middle_name, last_name, suffix, address, city, state, zip, age, language, email, address_zones))
      """;
  private static final String COLUMNS =
      "first_name, middle_name, last_name, suffix, address, city, state, zip, age, language, email,"
          + " address_zones";

  private final OpenTransaction transaction;
  private final long importId;
  private final List<CleanVoter> voters;
  private final List<Rejection> rejections = new ArrayList<>();

  ChunkOfVoters(OpenTransaction transaction, long importId, List<CleanVoter> voters) {
    this.transaction = transaction;
    this.importId = importId;
    this.voters = withoutDuplicates(voters);
  }

  /// Writes voters, numbers, links and targets.
  ///
  /// @param touched is given the ids of all numbers of the chunk
  Taken write(Optional<ProjectId> project, Set<Long> touched) {
    if (voters.isEmpty()) {
      return new Taken(0, 0, 0, rejections);
    }
    Map<Set<ZoneId>, Long> zones = zoneSets();
    Object[] given = given(zones);
    int changed = changed(given);
    Map<String, Long> voterIds = new HashMap<>();
    int added = upsert(given, voterIds);
    Map<String, Long> phoneIds = new HashMap<>();
    int newPhones = phones(zones, phoneIds);
    links(voterIds, phoneIds);
    project.ifPresent(id -> targets(id, voterIds));
    touched.addAll(phoneIds.values());
    return new Taken(added, changed, newPhones, rejections);
  }

  /// Leaves out whom an earlier line of the same file brought.
  private List<CleanVoter> withoutDuplicates(List<CleanVoter> all) {
    Map<String, Long> earlier = new HashMap<>();
    transaction
        .sql()
        .fetch(
            "select external_id, import_line from voter where external_id = any(?::text[]) and"
                + " import_id = ?",
            texts(all, CleanVoter::externalId),
            importId)
        .forEach(row -> earlier.put(row.get(0, String.class), row.get(1, Long.class)));
    List<CleanVoter> first = new ArrayList<>();
    for (CleanVoter voter : all) {
      Long line = earlier.get(voter.externalId());
      if (line == null || line == voter.line()) {
        first.add(voter);
      } else {
        rejections.add(
            new Rejection(
                voter.line(),
                "external_id",
                true,
                "the same external_id stands in line "
                    + line
                    + "; one row a person, with all their numbers"));
      }
    }
    return first;
  }

  private Map<Set<ZoneId>, Long> zoneSets() {
    Set<Set<ZoneId>> wanted = new LinkedHashSet<>();
    for (CleanVoter voter : voters) {
      wanted.add(voter.addressZones());
      voter.phones().forEach(phone -> wanted.add(phone.numberZones()));
    }
    return new ZoneSets(transaction).ids(wanted);
  }

  private Object[] given(Map<Set<ZoneId>, Long> zones) {
    return new Object[] {
      texts(voters, CleanVoter::externalId),
      voters.stream().map(CleanVoter::line).toArray(Long[]::new),
      texts(voters, voter -> voter.name().first()),
      texts(voters, voter -> voter.name().middle()),
      texts(voters, voter -> voter.name().last()),
      texts(voters, voter -> voter.name().suffix()),
      texts(voters, voter -> voter.address().street()),
      texts(voters, voter -> voter.address().city()),
      texts(voters, voter -> voter.address().state()),
      texts(voters, voter -> voter.address().zip()),
      voters.stream()
          .map(voter -> voter.age().isPresent() ? (Short) (short) voter.age().getAsInt() : null)
          .toArray(Short[]::new),
      texts(voters, CleanVoter::language),
      texts(voters, CleanVoter::email),
      voters.stream().map(voter -> zones.get(voter.addressZones())).toArray(Long[]::new)
    };
  }

  private static String[] texts(List<CleanVoter> voters, Function<CleanVoter, String> field) {
    return voters.stream().map(field).toArray(String[]::new);
  }

  private int changed(Object[] given) {
    return transaction
        .sql()
        .fetchSingle(
            GIVEN
                + """
                select count(*) from voter v join given g using (external_id)
                where (v.first_name, v.middle_name, v.last_name, v.suffix, v.address, v.city, v.state, v.zip, v.age, v.language, v.email,
                       v.address_zones)
                      is distinct from
                      (g.first_name, g.middle_name, g.last_name, g.suffix, g.address, g.city, g.state, g.zip, g.age, g.language, g.email,
                       g.address_zones)
                """,
            given)
        .get(0, Integer.class);
  }

  private int upsert(Object[] given, Map<String, Long> ids) {
    Object[] bindings = new Object[given.length + 2];
    System.arraycopy(given, 0, bindings, 0, given.length);
    bindings[given.length] = transaction.campaignId();
    bindings[given.length + 1] = importId;
    int added = 0;
    // In the order of their ids, so that two imports of the same people do not wait for each other
    // in a circle.
    Result<Record> rows =
        transaction
            .sql()
            .fetch(
                GIVEN
                    + "insert into voter (campaign_id, import_id, import_line, external_id, "
                    + COLUMNS
                    + ") "
                    + "select ?, ?, line, external_id, "
                    + COLUMNS
                    + " from given order by external_id "
                    + """
                    on conflict (campaign_id, external_id) do update set
                      import_id = excluded.import_id, import_line = excluded.import_line,
                      first_name = excluded.first_name, middle_name = excluded.middle_name, last_name = excluded.last_name,
                      suffix = excluded.suffix, address = excluded.address, city = excluded.city, state = excluded.state, zip = excluded.zip,
                      age = coalesce(excluded.age, voter.age), language = excluded.language, email = excluded.email,
                      address_zones = excluded.address_zones
                    returning external_id, id, xmax = 0 as added
                    """,
                bindings);
    for (Record row : rows) {
      ids.put(row.get(0, String.class), row.get(1, Long.class));
      added += row.get(2, Boolean.class) ? 1 : 0;
    }
    return added;
  }

  private int phones(Map<Set<ZoneId>, Long> zones, Map<String, Long> ids) {
    TreeMap<String, Long> numbers = new TreeMap<>();
    for (CleanVoter voter : voters) {
      for (CleanPhone phone : voter.phones()) {
        numbers.put(phone.number().e164(), zones.get(phone.numberZones()));
      }
    }
    String[] texts = numbers.keySet().toArray(String[]::new);
    int added =
        transaction
            .sql()
            .execute(
                """
                insert into phone (campaign_id, number, number_zones, zones)
                select ?, number, zones, zones from unnest(?::text[], ?::bigint[]) as g(number, zones) order by number
                on conflict (campaign_id, number) do nothing
                """,
                transaction.campaignId(),
                texts,
                numbers.values().toArray(Long[]::new));
    transaction
        .sql()
        .fetch("select number, id from phone where number = any(?::text[])", (Object) texts)
        .forEach(row -> ids.put(row.get(0, String.class), row.get(1, Long.class)));
    return added;
  }

  private void links(Map<String, Long> voterIds, Map<String, Long> phoneIds) {
    List<Long> voterColumn = new ArrayList<>();
    List<Long> phoneColumn = new ArrayList<>();
    List<Short> scores = new ArrayList<>();
    List<String> sources = new ArrayList<>();
    for (CleanVoter voter : voters) {
      for (CleanPhone phone : voter.phones()) {
        voterColumn.add(voterIds.get(voter.externalId()));
        phoneColumn.add(phoneIds.get(phone.number().e164()));
        scores.add((short) phone.score());
        sources.add(phone.source());
      }
    }
    transaction
        .sql()
        .execute(
            """
            insert into link (campaign_id, voter_id, phone_id, score, source)
            select ?, voter_id, phone_id, score, source
            from unnest(?::bigint[], ?::bigint[], ?::smallint[], ?::text[]) as g(voter_id, phone_id, score, source)
            order by voter_id, phone_id
            on conflict (campaign_id, voter_id, phone_id) do update set score = excluded.score, source = excluded.source
            where (link.score, link.source) is distinct from (excluded.score, excluded.source)
            """,
            transaction.campaignId(),
            voterColumn.toArray(Long[]::new),
            phoneColumn.toArray(Long[]::new),
            scores.toArray(Short[]::new),
            sources.toArray(String[]::new));
  }

  private void targets(ProjectId project, Map<String, Long> voterIds) {
    transaction
        .sql()
        .execute(
            """
            insert into target (campaign_id, project_id, voter_id)
            select ?, ?, voter_id from unnest(?::bigint[]) as g(voter_id) order by voter_id
            on conflict do nothing
            """,
            transaction.campaignId(),
            project.value(),
            voterIds.values().toArray(Long[]::new));
  }
}
