package org.hustings.core.callerid;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.hustings.core.callerid.CallerIds.Order;
import org.hustings.core.callerid.CallerIds.Standing;
import org.hustings.core.id.CampaignId;
import org.hustings.core.id.UserId;
import org.hustings.core.session.Refusal;

/// Has a number verified as a caller ID of a campaign. No state waits for the provider to tell
/// anything: how an asking stands is asked whenever somebody looks. Blocks; safe for many threads.
public final class VerifyCallerId {
  private static final Refusal NOT_HERE =
      Refusal.of(
          "caller-ids-not-verified-here",
          "No provider of this server verifies caller IDs: with a SIP trunk its operator decides"
              + " which numbers it lets you present. Ask the operator, then have an admin add the"
              + " number to the campaign's caller IDs.");
  private static final Refusal VERIFIED_ALREADY =
      Refusal.of(
          "caller-id-verified-already",
          "The provider has this number as verified; nothing was rung. If it is not among the"
              + " campaign's caller IDs, have an admin add it.");
  private static final Refusal NO_ANSWER =
      Refusal.of(
          "caller-id-not-asked",
          "The provider cannot be reached just now; nothing was rung. Try again in a few minutes.");

  private final CallerIds provider;
  private final CallerIdBook book;
  private final InstantSource clock;

  public VerifyCallerId(CallerIds provider, CallerIdBook book, InstantSource clock) {
    this.provider = requireNonNull(provider, "provider");
    this.book = requireNonNull(book, "book");
    this.clock = requireNonNull(clock, "clock");
  }

  /// What came of asking.
  public sealed interface Answer {
    /// The telephone rings, or is about to.
    ///
    /// @param code to be keyed in there
    record Rings(CallerIdAsking asking, String code) implements Answer {}

    record Refused(Refusal why) implements Answer {}
  }

  /// Has the number rung. It is counted and written down before that, and what is written down is
  /// rung once.
  public Answer ask(CampaignId campaign, UserId by, CallerIdAsking.Wish wish) {
    if (!provider.verifies()) {
      return new Answer.Refused(NOT_HERE);
    }
    look(campaign);
    return switch (book.take(campaign, by, wish, clock.instant())) {
      case CallerIdBook.Leave.Granted(CallerIdAsking asking) -> ring(campaign, asking);
      case CallerIdBook.Leave.AskedAlready(Instant until) ->
          new Answer.Refused(askedAlready(until));
      case CallerIdBook.Leave.TooOften(Instant again) -> new Answer.Refused(tooOften(again));
    };
  }

  /// What the campaign asked for, number by number, as it stands now.
  public List<CallerIdAsking> all(CampaignId campaign) {
    look(campaign);
    return book.ofEachNumber(campaign);
  }

  private Answer ring(CampaignId campaign, CallerIdAsking asking) {
    return switch (provider.standing(asking.wish().number())) {
      // Another campaign's, perhaps, on the same account: being verified shows nothing about us.
      case Standing.Verified _ -> nothingRang(campaign, asking, VERIFIED_ALREADY);
      case Standing.Unknown _ -> nothingRang(campaign, asking, NO_ANSWER);
      case Standing.NotVerified _ -> order(campaign, asking);
    };
  }

  private Answer order(CampaignId campaign, CallerIdAsking asking) {
    return switch (provider.order(asking.wish().number(), asking.wish().name())) {
      case Order.Rings(String code) -> new Answer.Rings(asking, code);
      case Order.InTheBook _ -> nothingRang(campaign, asking, VERIFIED_ALREADY);
      case Order.Refused(String sentence) ->
          nothingRang(campaign, asking, Refusal.of("caller-id-refused", sentence));
      case Order.NotSent _ -> nothingRang(campaign, asking, NO_ANSWER);
      case Order.Unknown _ -> new Answer.Refused(unclear(asking.until()));
    };
  }

  private Answer nothingRang(CampaignId campaign, CallerIdAsking asking, Refusal why) {
    book.unverified(campaign, asking.id(), clock.instant());
    return new Answer.Refused(why);
  }

  /// Asks how the askings stand of which nothing is known; stops where the provider is silent.
  private void look(CampaignId campaign) {
    for (CallerIdAsking asking : book.waiting(campaign)) {
      Standing standing = provider.standing(asking.wish().number());
      if (standing instanceof Standing.Unknown) {
        return;
      }
      Instant now = clock.instant();
      if (standing instanceof Standing.Verified(Instant since) && asking.led(since)) {
        book.verified(campaign, asking.id(), since);
      } else if (asking.isOver(now)) {
        book.unverified(campaign, asking.id(), now);
      }
    }
  }

  private static Refusal askedAlready(Instant until) {
    return new Refusal(
        "caller-id-waits",
        "This number was asked for a moment ago, and its telephone may still ring. Key in the code"
            + " that you were told; without it, wait, then ask again.",
        Optional.of(until));
  }

  private static Refusal tooOften(Instant again) {
    return new Refusal(
        "caller-id-too-often",
        "This campaign has had enough numbers rung for now. Wait, then ask again.",
        Optional.of(again));
  }

  private static Refusal unclear(Instant until) {
    return new Refusal(
        "caller-id-unclear",
        "The provider did not say whether the telephone rings, and there is no code. If it does"
            + " ring, hang up; wait, then ask again.",
        Optional.of(until));
  }
}
