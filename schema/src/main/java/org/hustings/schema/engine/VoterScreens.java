package org.hustings.schema.engine;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hustings.core.id.EntryId;
import org.hustings.core.session.SessionView.Person;
import org.hustings.core.session.SessionView.VoterScreen;
import org.hustings.core.session.VoterProfile;
import org.hustings.schema.connection.Message;
import org.hustings.schema.connection.Message.Reply;
import org.hustings.schema.connection.OpenTransaction;
import org.hustings.schema.engine.VoterProfiles.PersonAt;
import org.hustings.schema.engine.VoterProfiles.Told;

/// What screens show of the numbers behind entries: one message to the database, for many entries
/// as for one.
final class VoterScreens {
  private static final String NUMBERS =
      """
      select e.id, e.score, p.number, p.attempts
        from queue_entry e
        join phone p on p.id = e.phone_id
       where e.id = any (?)\
      """;

  private static final String PEOPLE =
      """
      select e.id, l.phone_id, l.voter_id,
             coalesce(t.first_name, v.first_name) as first, v.middle_name,
             coalesce(t.last_name, v.last_name) as last, v.suffix, v.age,
             v.address, v.city, v.state, coalesce(t.say_as, '') as say_as,
             coalesce(t.email, v.email) as email, coalesce(t.language, v.language) as language,
             l.wrong, l.score, g.done is not null as targeted, coalesce(g.done, false) as done
        from queue_entry e
        join link l on l.phone_id = e.phone_id
        join voter v on v.id = l.voter_id
        left join voter_told t on t.voter_id = v.id
        left join target g on g.voter_id = v.id and g.project_id = e.project_id
       where e.id = any (?)
       order by g.done is null, l.score desc, v.id\
      """;

  private final OpenTransaction transaction;

  VoterScreens(OpenTransaction transaction) {
    this.transaction = transaction;
  }

  /// By entry; unknown ones are left out.
  Map<EntryId, VoterScreen> of(Set<EntryId> entries) {
    long[] ids = entries.stream().mapToLong(EntryId::value).toArray();
    Message message = transaction.byKeys();
    Reply<Facts> numbers = message.ask(NUMBERS, Facts::of, (Object) ids);
    Reply<Resident> residents = message.ask(PEOPLE, Resident::of, (Object) ids);
    VoterProfiles profiles = new VoterProfiles(message, ids);
    message.send();
    Map<PersonAt, Told> told = profiles.told();
    Map<Long, List<Person>> people =
        residents.rows().stream()
            .collect(
                groupingBy(
                    Resident::entry,
                    mapping(
                        one -> one.person(told.getOrDefault(one.who(), Told.NOTHING)), toList())));
    return numbers.rows().stream()
        .collect(
            toMap(
                number -> new EntryId(number.entry()),
                number -> number.screen(people.getOrDefault(number.entry(), List.of()))));
  }

  /// What is known of the number itself.
  private record Facts(long entry, int score, String number, int attempts) {
    static Facts of(ResultSet row) throws SQLException {
      return new Facts(
          row.getLong("id"), row.getInt("score"), row.getString("number"), row.getInt("attempts"));
    }

    VoterScreen screen(List<Person> people) {
      return new VoterScreen(number, score, attempts, people);
    }
  }

  /// Somebody at a number, as far as the voters' list knows them and calls have told.
  private record Resident(
      long entry,
      PersonAt who,
      String name,
      Optional<Integer> age,
      VoterProfile.Called called,
      VoterProfile.Home home,
      Contact contact,
      Standing standing) {

    static Resident of(ResultSet row) throws SQLException {
      int age = row.getInt("age");
      Optional<Integer> known = row.wasNull() ? Optional.empty() : Optional.of(age);
      String first = row.getString("first");
      String last = row.getString("last");
      return new Resident(
          row.getLong("id"),
          PersonAt.of(row),
          name(first, row.getString("middle_name"), last, row.getString("suffix")),
          known,
          new VoterProfile.Called(first, last, row.getString("say_as")),
          new VoterProfile.Home(
              row.getString("address"), row.getString("city"), row.getString("state")),
          new Contact(row.getString("language"), row.getString("email"), row.getInt("score")),
          new Standing(
              row.getBoolean("targeted"), row.getBoolean("done"), row.getBoolean("wrong")));
    }

    private static String name(String... parts) {
      return Stream.of(parts).filter(part -> !part.isEmpty()).collect(Collectors.joining(" "));
    }

    Person person(Told told) {
      return new Person(
          who.voter(),
          name,
          standing.targeted,
          standing.done,
          standing.wrong,
          age,
          told.notes(),
          new VoterProfile(
              called,
              home,
              new VoterProfile.Contact(
                  contact.language, contact.email, contact.score, told.otherNumbers()),
              told.pastCalls()));
    }
  }

  private record Contact(String language, String email, int score) {}

  /// In the project, and at the number.
  private record Standing(boolean targeted, boolean done, boolean wrong) {}
}
