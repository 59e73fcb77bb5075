package org.hustings.core.dialing;

import static java.util.Objects.requireNonNull;

import java.time.ZoneId;
import java.util.Set;
import java.util.function.Function;
import org.hustings.core.id.CampaignId;
import org.hustings.core.queue.Settlement;
import org.hustings.core.rule.RuleBook;
import org.hustings.core.rule.WhenToCall;

/// All that decides: who may be called now, when one may call at all, and what an outcome does. It
/// is handed to the engine so that a test can plant an error in it and see it caught.
public record Law(RuleBook book, WhenToCall whenToCall, Settlement settlement) {
  public Law {
    requireNonNull(book, "book");
    requireNonNull(whenToCall, "whenToCall");
    requireNonNull(settlement, "settlement");
  }

  /// The rules of dialing.
  ///
  /// @param countryOf every zone of a campaign's country, for numbers of unknown zone (R7)
  public static Law standard(Function<CampaignId, Set<ZoneId>> countryOf) {
    WhenToCall whenToCall = new WhenToCall(countryOf);
    return new Law(RuleBook.standard(whenToCall), whenToCall, Settlement.byTheRules());
  }
}
