package org.hustings.core.queue;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hustings.core.id.PhoneId;
import org.hustings.core.id.ProjectId;
import org.hustings.core.id.VoterId;
import org.hustings.core.voter.Link;

/// What the rules make of a household: complete for its ruled numbers, so that saving it replaces
/// what was there.
///
/// @param standings by ruled number
/// @param zones every zone each ruled number may be in (R7); empty if unknown
/// @param links at ruled numbers, with their wrong-number flags as the facts have them
/// @param done targeted residents who need no further call, by project; residents who are not in it
///   are not done. Every project of the household has its set
/// @param places every entry that there should be at a ruled number: those that stand for somebody,
///   and those of the household that no longer do
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
  /// @param score the highest among the voters it stands for (R2); 0 if it stands for nobody
  /// @param standsFor the voters who are queued by it
  public record Place(
      ProjectId project, PhoneId phone, EntryState state, int score, Set<VoterId> standsFor) {
    public Place {
      standsFor = Set.copyOf(standsFor);
    }
  }
}
