package org.hustings.schema.engine;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.hustings.schema.generated.Tables.LINK;
import static org.hustings.schema.generated.Tables.TARGET;
import static org.hustings.schema.generated.Tables.VOTER;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.VoterId;
import org.hustings.core.project.Project;
import org.hustings.core.queue.Entry;
import org.hustings.core.queue.Household;
import org.hustings.core.queue.Household.PhoneFile;
import org.hustings.core.queue.Household.Resident;
import org.hustings.core.voter.Link;
import org.hustings.schema.connection.OpenTransaction;
import org.hustings.schema.generated.tables.records.LinkRecord;
import org.jooq.Field;
import org.jooq.impl.DSL;

/// Locks and reads the households around numbers; of one number or of a thousand with the same few
/// statements.
final class HouseholdReader {
  private static final String RULED =
      """
      select own.phone_id from link at_phone join link own on own.voter_id = at_phone.voter_id
       where at_phone.phone_id = any (cast(? as bigint[]))
      """;

  private static final String LOCK =
      """
      select p.id from phone p where p.id = any (cast(? as bigint[])) order by p.id for no key update
      """;

  private final OpenTransaction transaction;
  private final ZoneSets zoneSets;

  HouseholdReader(OpenTransaction transaction, ZoneSets zoneSets) {
    this.transaction = transaction;
    this.zoneSets = zoneSets;
  }

  List<Household> lock(Collection<PhoneId> around) {
    Set<PhoneId> ruled = lockRuled(around);
    Set<VoterId> residents =
        linksWhere(LINK.PHONE_ID, phoneIds(ruled)).stream().map(Link::voter).collect(toSet());
    List<Link> links = linksWhere(LINK.VOTER_ID, voterIds(residents));
    Set<PhoneId> phones = new TreeSet<>(ruled);
    links.forEach(link -> phones.add(link.phone()));
    Map<PhoneId, PhoneFile> files = new PhoneFiles(transaction, zoneSets).read(phones);
    Map<VoterId, Resident> people = residents(residents);
    Map<ProjectId, Project> projects = projects(files.values(), people.values());
    Neighbourhood all = new Neighbourhood(links, files, people, projects);
    return around.stream().distinct().map(all::household).toList();
  }

  /// A link that appears while we wait for the locks can bring another number in: then that is
  /// locked, too, though out of order; the database ends a deadlock, and the transaction is tried
  /// again.
  private Set<PhoneId> lockRuled(Collection<PhoneId> around) {
    Set<PhoneId> locked = new TreeSet<>();
    for (Set<PhoneId> ruled = ruled(around); !locked.containsAll(ruled); ruled = ruled(around)) {
      Set<PhoneId> missing = new TreeSet<>(ruled);
      missing.removeAll(locked);
      int found = transaction.sql().resultQuery(LOCK, (Object) phoneIds(missing)).fetch().size();
      if (found != missing.size()) {
        throw new IllegalStateException("expected phones " + missing + ", found only " + found);
      }
      locked.addAll(missing);
    }
    return locked;
  }

  private Set<PhoneId> ruled(Collection<PhoneId> around) {
    Set<PhoneId> ruled = new TreeSet<>(around);
    ruled.addAll(
        transaction
            .sql()
            .resultQuery(RULED, (Object) phoneIds(around))
            .fetchSet(row -> new PhoneId(row.get(0, Long.class))));
    return ruled;
  }

  private List<Link> linksWhere(Field<Long> column, Long[] ids) {
    return transaction
        .sql()
        .selectFrom(LINK)
        .where(column.eq(DSL.any(ids)))
        .orderBy(LINK.VOTER_ID, LINK.PHONE_ID)
        .fetch(HouseholdReader::link);
  }

  private static Link link(LinkRecord row) {
    return new Link(
        new VoterId(row.getVoterId()),
        new PhoneId(row.getPhoneId()),
        row.getScore(),
        row.getSource(),
        row.getWrong());
  }

  private Map<VoterId, Resident> residents(Set<VoterId> voters) {
    Map<Long, Set<ProjectId>> targeted =
        transaction
            .sql()
            .select(TARGET.VOTER_ID, TARGET.PROJECT_ID)
            .from(TARGET)
            .where(TARGET.VOTER_ID.eq(DSL.any(voterIds(voters))))
            .collect(
                groupingBy(
                    row -> row.get(TARGET.VOTER_ID),
                    java.util.stream.Collectors.mapping(
                        row -> new ProjectId(row.get(TARGET.PROJECT_ID)), toSet())));
    return transaction
        .sql()
        .select(VOTER.ID, VOTER.ADDRESS_ZONES)
        .from(VOTER)
        .where(VOTER.ID.eq(DSL.any(voterIds(voters))))
        .fetchMap(
            row -> new VoterId(row.get(VOTER.ID)),
            row ->
                new Resident(
                    new VoterId(row.get(VOTER.ID)),
                    zoneSets.zones(row.get(VOTER.ADDRESS_ZONES)),
                    targeted.getOrDefault(row.get(VOTER.ID), Set.of())));
  }

  private Map<ProjectId, Project> projects(
      Collection<PhoneFile> files, Collection<Resident> residents) {
    Stream<ProjectId> targeting = residents.stream().flatMap(one -> one.targetedIn().stream());
    Stream<ProjectId> queueing =
        files.stream().flatMap(file -> file.entries().stream()).map(Entry::project);
    return new PostgresProjectStore(transaction)
        .read(Stream.concat(targeting, queueing).collect(toSet()));
  }

  private static Long[] phoneIds(Collection<PhoneId> phones) {
    return phones.stream().map(PhoneId::value).toArray(Long[]::new);
  }

  private static Long[] voterIds(Collection<VoterId> voters) {
    return voters.stream().map(VoterId::value).toArray(Long[]::new);
  }

  /// All that was read, from which each number's household is cut out.
  private static final class Neighbourhood {
    private final Map<PhoneId, List<Link>> linksAt = new HashMap<>();
    private final Map<VoterId, List<Link>> linksOf = new HashMap<>();
    private final Map<PhoneId, PhoneFile> files;
    private final Map<VoterId, Resident> people;
    private final Map<ProjectId, Project> projects;

    Neighbourhood(
        List<Link> links,
        Map<PhoneId, PhoneFile> files,
        Map<VoterId, Resident> people,
        Map<ProjectId, Project> projects) {
      for (Link link : links) {
        linksAt.computeIfAbsent(link.phone(), _ -> new ArrayList<>()).add(link);
        linksOf.computeIfAbsent(link.voter(), _ -> new ArrayList<>()).add(link);
      }
      this.files = files;
      this.people = people;
      this.projects = projects;
    }

    Household household(PhoneId phone) {
      Set<PhoneId> ruled = new TreeSet<>(Set.of(phone));
      votersAt(phone).forEach(voter -> phonesOf(voter).forEach(ruled::add));
      Set<VoterId> residents = new TreeSet<>();
      ruled.forEach(one -> votersAt(one).forEach(residents::add));
      Set<PhoneId> phones = new TreeSet<>(ruled);
      residents.forEach(voter -> phonesOf(voter).forEach(phones::add));
      return new Household(
          phone,
          phones.stream().map(files::get).toList(),
          residents.stream().map(people::get).toList(),
          residents.stream()
              .flatMap(voter -> linksOf.getOrDefault(voter, List.of()).stream())
              .toList(),
          projects);
    }

    private Stream<VoterId> votersAt(PhoneId phone) {
      return linksAt.getOrDefault(phone, List.of()).stream().map(Link::voter);
    }

    private Stream<PhoneId> phonesOf(VoterId voter) {
      return linksOf.getOrDefault(voter, List.of()).stream().map(Link::phone);
    }
  }
}
