package org.hustings.telephony.twilio;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hustings.core.telephony.RingOrder;
import org.hustings.core.voter.PhoneNumber;
import org.hustings.telephony.twilio.rest.Answer;
import org.hustings.telephony.twilio.rest.CallOrder;
import org.hustings.telephony.twilio.rest.CallResource;

/// Orders one call, at most once (R22), on the leg's runner.
///
/// | Twilio's answer | what follows |
/// |---|---|
/// | the call | it is followed |
/// | too many requests | surely not created: asked again up to three times, later each time |
/// | another refusal | the end, as the table of causes says |
/// | nothing could be sent | the end, and the account rests |
/// | none, or an error of its own | unknown: looked for among the calls to that number since |
final class Origination {
  private static final int TRIES = 4;

  /// Our clock and Twilio's may differ by this much; `doctor` looks whether they do.
  private static final Duration SKEW = Duration.ofSeconds(10);

  /// When a call without an answer is looked for, after the order; denser at first.
  private static final List<Duration> LOOK_AFTER =
      List.of(
          Duration.ofSeconds(1),
          Duration.ofSeconds(3),
          Duration.ofSeconds(7),
          Duration.ofSeconds(15),
          Duration.ofSeconds(25));

  private final Exchange exchange;
  private final TwilioLeg leg;
  private final RingOrder order;
  private int tries;
  private Instant askedAt = Instant.MIN;
  private Duration askedAfter = Duration.ZERO;

  Origination(Exchange exchange, TwilioLeg leg, RingOrder order) {
    this.exchange = exchange;
    this.leg = leg;
    this.order = order;
  }

  void begin() {
    if (leg.isToEnd()) {
      leg.over(TwilioCauses.neverOrdered());
      return;
    }
    Optional<PhoneNumber> callerId = order.callerId().or(exchange.config()::callerId);
    if (callerId.isEmpty()) {
      leg.over(TwilioCauses.ourFault("there is no caller ID: set the project's or Twilio's"));
      return;
    }
    Places places = exchange.studio().places();
    tries++;
    askedAt = exchange.now();
    askedAfter = exchange.elapsed();
    learn(
        exchange
            .books()
            .calls()
            .create(
                new CallOrder(
                    order.to(),
                    callerId.get(),
                    places.next(leg.id(), 0),
                    places.events(leg.id()),
                    order.ringFor(),
                    order.machineHint()
                        ? Optional.of(places.answeredBy(leg.id()))
                        : Optional.empty())));
  }

  private void learn(Answer<CallResource> answer) {
    Account account = exchange.books().account();
    switch (answer) {
      case Answer.Done<CallResource>(CallResource call) -> {
        account.took();
        follow(call);
      }
      case Answer.Refused<CallResource> refused -> refused(refused);
      case Answer.NotSent<CallResource>(String why) -> {
        account.rest(
            Optional.empty(),
            "Its API cannot be reached: check the network, DNS and that HTTPS may go out.",
            exchange.now());
        leg.over(TwilioCauses.notSent(why));
      }
      case Answer.Unknown<CallResource> _ -> {
        exchange.metrics().unknownOrder();
        lookLater(0);
      }
    }
  }

  private void follow(CallResource call) {
    leg.taken(call.sid());
    leg.is(call.status(), Optional.empty());
  }

  private void refused(Answer.Refused<CallResource> refused) {
    TwilioCauses.Meaning meaning = exchange.books().causes().meaning(refused);
    if (meaning.rests()) {
      exchange.books().account().rest(refused.again(), meaning.sentence(), exchange.now());
    }
    if (refused.isTooMany() && tries < TRIES) {
      leg.line().later(refused.again().orElse(Duration.ofSeconds(1L << (tries - 1))), this::begin);
    } else {
      leg.over(exchange.books().causes().refused(refused));
    }
  }

  // ── looking for a call whose order had no answer ───────────────────────────

  private void lookLater(int turn) {
    Duration lookFor = exchange.config().limits().lookFor();
    Duration after = turn < LOOK_AFTER.size() ? LOOK_AFTER.get(turn) : lookFor;
    leg.line().later(askedAfter.plus(after).minus(exchange.elapsed()), () -> look(turn));
  }

  /// An event with the leg's name in its URL may have settled it meanwhile.
  private void look(int turn) {
    if (leg.isOver() || leg.sid().isPresent()) {
      return;
    }
    Optional<CallResource> found = find();
    if (found.isPresent()) {
      follow(found.get());
    } else if (turn < LOOK_AFTER.size()) {
      lookLater(turn + 1);
    } else {
      leg.over(
          leg.isToEnd()
              ? TwilioCauses.gaveUpUnknown()
              : TwilioCauses.unknown("no answer to the order, and no trace of the call"));
    }
  }

  private Optional<CallResource> find() {
    return switch (exchange.books().calls().to(order.to(), askedAt.minus(SKEW))) {
      case Answer.Done<List<CallResource>>(List<CallResource> all) ->
          all.stream().filter(call -> exchange.legs().find(call.sid()).isEmpty()).findFirst();
      case Answer.Refused<List<CallResource>> _,
          Answer.NotSent<List<CallResource>> _,
          Answer.Unknown<List<CallResource>> _ ->
          Optional.empty();
    };
  }
}
