package org.hustings.schema.engine;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.VoterId;
import org.hustings.core.project.Project;
import org.hustings.core.queue.Household;
import org.hustings.core.queue.Household.PhoneFile;
import org.hustings.core.queue.Household.Resident;
import org.hustings.core.voter.Link;
import org.hustings.schema.connection.Message;
import org.hustings.schema.connection.Message.Reply;
import org.hustings.schema.connection.OpenTransaction;

/// Locks and reads the households around numbers; of one number or of a thousand with the same few
/// questions, in two messages: what is locked says whom to ask for.
///
/// ```
///  lock the ruled numbers, links of all who live there ──► files of their numbers, people, projects
/// ```
final class HouseholdReader {
  /// Each is looked up by its own key: `offset 0` keeps the planner from making joins of it, which
  /// would go over all links of a campaign that is so new that statistics know nothing of it.
  private static final String RULED =
      """
      (select id from unnest(cast(? as bigint[])) as around (id)
                union
               select own.phone_id
                 from unnest(cast(? as bigint[])) as asked (id)
                cross join lateral (
                      select l.voter_id from link l where l.phone_id = asked.id offset 0) at_phone
                cross join lateral (
                      select l.phone_id from link l where l.voter_id = at_phone.voter_id offset 0) own)\
      """;

  /// In the order of their ids.
  private static final String LOCK =
      """
      select p.id
        from %s ruled
        join phone p on p.id = ruled.id
       order by p.id
         for no key update of p\
      """
          .formatted(RULED);

  private static final String LINKS =
      """
      select l.voter_id, l.phone_id, l.score, l.source, l.wrong
        from (select distinct there.voter_id
                from %s ruled
               cross join lateral (
                     select l.voter_id from link l where l.phone_id = ruled.id offset 0) there) resident
       cross join lateral (
             select i.voter_id, i.phone_id, i.score, i.source, i.wrong
               from link i where i.voter_id = resident.voter_id offset 0) l
       order by l.voter_id, l.phone_id\
      """
          .formatted(RULED);

  private static final String RESIDENTS =
      """
      select v.id, v.address_zones,
             array(select t.project_id from target t where t.voter_id = v.id) as targeted_in
        from voter v
       where v.id = any (?)\
      """;

  private static final String PROJECTS =
      """
      select %s
        from (select t.project_id from target t where t.voter_id = any (?)
               union
              select e.project_id from queue_entry e where e.phone_id = any (?)) used
        join project p on p.id = used.project_id\
      """
          .formatted(ProjectRows.COLUMNS);

  private final OpenTransaction transaction;
  private final ZoneSets zoneSets;
  private final ProjectRows projects;

  HouseholdReader(OpenTransaction transaction, ZoneSets zoneSets, ProjectRows projects) {
    this.transaction = transaction;
    this.zoneSets = zoneSets;
    this.projects = projects;
  }

  List<Household> lock(Collection<PhoneId> around) {
    Neighbourhood all = new Neighbourhood(locked(around));
    Set<PhoneId> phones = new TreeSet<>(around);
    all.links.forEach(link -> phones.add(link.phone()));
    long[] voters = all.linksOf.keySet().stream().mapToLong(VoterId::value).toArray();
    Message message = transaction.byKeys();
    PhoneFiles files = new PhoneFiles(message, ids(phones));
    Reply<Person> people = message.ask(RESIDENTS, Person::of, (Object) voters);
    Reply<Project> used = message.ask(PROJECTS, projects::read, voters, ids(phones));
    message.send();
    all.files.putAll(files.files(zoneSets));
    people.rows().forEach(person -> all.people.put(person.id, person.resident(zoneSets)));
    used.rows().forEach(project -> all.projects.put(project.id(), project));
    return around.stream().distinct().map(all::household).toList();
  }

  /// The links of all who live at ruled numbers, which are locked. A link that appears while we
  /// wait for the locks can bring another number in: then that is locked, too, though out of order;
  /// the database ends a deadlock, and the transaction is tried again.
  private List<Link> locked(Collection<PhoneId> around) {
    while (true) {
      Message message = transaction.byKeys();
      Reply<PhoneId> locked =
          message.ask(LOCK, row -> new PhoneId(row.getLong(1)), ids(around), ids(around));
      Reply<Link> links = message.ask(LINKS, HouseholdReader::link, ids(around), ids(around));
      message.send();
      Set<PhoneId> have = new HashSet<>(locked.rows());
      if (!have.containsAll(around)) {
        throw new IllegalStateException("expected phones " + around + ", found only " + have);
      }
      Neighbourhood all = new Neighbourhood(links.rows());
      if (around.stream().allMatch(phone -> have.containsAll(all.ruled(phone)))) {
        return links.rows();
      }
    }
  }

  private static Link link(ResultSet row) throws SQLException {
    return new Link(
        new VoterId(row.getLong("voter_id")),
        new PhoneId(row.getLong("phone_id")),
        row.getInt("score"),
        row.getString("source"),
        row.getBoolean("wrong"));
  }

  private static long[] ids(Collection<PhoneId> phones) {
    return phones.stream().mapToLong(PhoneId::value).toArray();
  }

  /// A resident as the database has them.
  private record Person(VoterId id, long addressZones, Set<ProjectId> targetedIn) {
    static Person of(ResultSet row) throws SQLException {
      Long[] projects = (Long[]) row.getArray("targeted_in").getArray();
      return new Person(
          new VoterId(row.getLong("id")),
          row.getLong("address_zones"),
          Arrays.stream(projects).map(ProjectId::new).collect(toUnmodifiableSet()));
    }

    Resident resident(ZoneSets zoneSets) {
      return new Resident(id, zoneSets.zones(addressZones), targetedIn);
    }
  }

  /// All that was read, from which each number's household is cut out.
  private static final class Neighbourhood {
    private final Map<PhoneId, List<Link>> linksAt = new HashMap<>();
    private final Map<VoterId, List<Link>> linksOf = new HashMap<>();
    private final Map<PhoneId, PhoneFile> files = new HashMap<>();
    private final Map<VoterId, Resident> people = new HashMap<>();
    private final Map<ProjectId, Project> projects = new HashMap<>();
    private final List<Link> links;

    Neighbourhood(List<Link> links) {
      this.links = links;
      for (Link link : links) {
        linksAt.computeIfAbsent(link.phone(), _ -> new ArrayList<>()).add(link);
        linksOf.computeIfAbsent(link.voter(), _ -> new ArrayList<>()).add(link);
      }
    }

    /// The number and all others of its voters.
    Set<PhoneId> ruled(PhoneId phone) {
      Set<PhoneId> ruled = new TreeSet<>(Set.of(phone));
      votersAt(phone).forEach(voter -> phonesOf(voter).forEach(ruled::add));
      return ruled;
    }

    Household household(PhoneId phone) {
      Set<PhoneId> ruled = ruled(phone);
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
