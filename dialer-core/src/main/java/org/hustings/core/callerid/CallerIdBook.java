package org.hustings.core.callerid;

import java.time.Instant;
import java.util.List;
import org.hustings.core.id.CallerIdAskingId;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.UserId;

/// What a campaign asked to have verified, and what came of it. Each call is a transaction of its
/// own. Blocking.
public interface CallerIdBook {
  /// Most askings of a campaign in any hour, whatever came of them.
  int PER_HOUR = 5;

  /// Writes down that a number is about to be rung, if it may be: of two that ask at once for one
  /// number one gets leave, whatever the number of servers.
  Leave take(CampaignId campaign, UserId by, CallerIdAsking.Wish wish, Instant now);

  /// Those of which nothing is known yet, in the order in which they were asked.
  List<CallerIdAsking> waiting(CampaignId campaign);

  /// Of each number the asking that verified it, else the latest; by number.
  List<CallerIdAsking> ofEachNumber(CampaignId campaign);

  /// The number is shown to be the campaign's: it is also put among those that the campaign may
  /// present. Without effect on an asking that waits no longer.
  ///
  /// @param at by the provider's clock
  void verified(CampaignId campaign, CallerIdAskingId asking, Instant at);

  /// Nothing came of it. Without effect on an asking that waits no longer.
  void unverified(CampaignId campaign, CallerIdAskingId asking, Instant at);

  /// Whether a number may be rung.
  sealed interface Leave {
    record Granted(CallerIdAsking asking) implements Leave {}

    /// The number was asked for a moment ago, and its telephone may still be ringing.
    record AskedAlready(Instant until) implements Leave {}

    /// @param again when the campaign may ask again
    record TooOften(Instant again) implements Leave {}
  }
}
