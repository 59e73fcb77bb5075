package org.hustings.core.queue;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.VoterId;
import org.hustings.core.voter.Link;

/// What the rules make of a household: complete, so that saving it replaces what was there.
///
/// @param standings by phone
/// @param zones every zone each phone may be in (R7); empty if unknown
/// @param links with their wrong-number flags as the facts have them
/// @param done voters who need no further call, by project
/// @param places every entry there should be; an entry of the household that has no place here is
///   out (`NOBODY`)
public record Ruling(
    Map<PhoneId, Standing> standings,
    Map<PhoneId, Set<ZoneId>> zones,
    List<Link> links,
    Map<ProjectId, Set<VoterId>> done,
    List<Place> places) {
  public Ruling {
    standings = Map.copyOf(standings);
    zones = Map.copyOf(zones);
    links = List.copyOf(links);
    done = Map.copyOf(done);
    places = List.copyOf(places);
  }

  /// The state that an entry should have.
  ///
  /// @param score the highest among the voters it stands for (R2)
  /// @param standsFor the voters who are queued by it
  public record Place(
      ProjectId project, PhoneId phone, EntryState state, int score, Set<VoterId> standsFor) {
    public Place {
      standsFor = Set.copyOf(standsFor);
    }
  }
}
