package org.hustings.telephony.sip;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.LegEnd;
import org.hustings.core.telephony.LegEvent;
import org.hustings.core.telephony.RingOrder;
import org.hustings.core.telephony.Telephony;
import org.hustings.core.time.Inbox;
import org.hustings.core.voter.PhoneNumber;
import org.hustings.telephony.media.LegName;
import org.hustings.telephony.media.Opening;
import org.hustings.telephony.sip.call.CallIdentity;
import org.hustings.telephony.sip.call.CallOrder;
import org.hustings.telephony.sip.call.Peer;
import org.hustings.telephony.sip.call.UserAgent;
import org.hustings.telephony.sip.stack.SipUri;

/// Turns the order to dial into a leg that is being called.
final class Origination {
  private final Exchange exchange;
  private final UserAgent agent;
  private final Trunks trunks;
  private final Map<LegId, SipLeg> legs;

  Origination(Exchange exchange, UserAgent agent, Trunks trunks, Map<LegId, SipLeg> legs) {
    this.exchange = exchange;
    this.agent = agent;
    this.trunks = trunks;
    this.legs = legs;
  }

  /// Returns at once; the rest runs on the leg's runner, since a trunk's name may have to be looked
  /// up.
  void begin(RingOrder order, SipLeg.Party party, Inbox<Runnable> inbox) {
    Optional<Trunk> trunk = trunks.named(order.permit().trunk());
    LegName name = new LegName(order.leg().toString());
    if (trunk.isEmpty()) {
      fail(order, inbox, "the permit is of no trunk of ours");
      return;
    }
    switch (exchange.media().open(name, exchange.stage().keysOf(order.leg()))) {
      case Opening.Refused(Opening.Reason reason, _) -> fail(order, inbox, "no media: " + reason);
      case Opening.Opened(var media) -> {
        SipLeg leg =
            new SipLeg(order.leg(), exchange, inbox, party, media, trunk.get().config().manners());
        leg.holds(order.permit(), trunk);
        legs.put(order.leg(), leg);
        exchange.stage().enter(leg.sound());
        inbox.post(() -> call(leg, order, trunk.get(), inbox));
      }
    }
  }

  /// There is no leg to end, so its end is told from here.
  private void fail(RingOrder order, Inbox<Runnable> inbox, String why) {
    LegEnd end = SipCauses.ourFault(why);
    order.permit().close();
    exchange.metrics().ended(false, end);
    inbox.post(() -> {
      exchange.tell(new LegEvent.Ended(order.leg(), exchange.now(), end));
      inbox.close();
    });
  }

  private void call(SipLeg leg, RingOrder order, Trunk trunk, Inbox<Runnable> inbox) {
    Optional<Peer> peer = trunk.peer();
    if (peer.isEmpty()) {
      leg.ended(
          SipCauses.ourFault("the trunk's name has no address"), new TrunkHealth.Sign.Unsent());
      inbox.close();
      return;
    }
    Wanted wanted = new Wanted(order.to(), order.callerId(), leg.offer(), order.ringFor());
    CallOrder toCall = order(trunk.config(), peer.get(), wanted).named(identityOf(order.leg()));
    leg.carriedBy(agent.call(toCall, leg, inbox));
  }

  /// What is wanted of a call, whatever trunk it goes through.
  private record Wanted(
      PhoneNumber number, Optional<PhoneNumber> callerId, String offer, Duration ringFor) {}

  private CallOrder order(TrunkConfig config, Peer peer, Wanted wanted) {
    SipUri to = SipUri.of(wanted.number().e164(), config.address().host(), config.address().port());
    CallerIdentity caller =
        CallerIdentity.of(config.identity(), wanted.callerId(), agent.advertisedHost());
    return new CallOrder(
        peer,
        to,
        caller.from(),
        caller.headers(to),
        wanted.offer(),
        wanted.ringFor(),
        config.credentials(),
        config.manners().sessionLasts(),
        Optional.empty());
  }

  /// Leg ids are minted for one leg each, at random, and stored with the attempt before anything is
  /// sent (R22): whoever reads the attempt can name the call.
  private static CallIdentity identityOf(LegId leg) {
    return CallIdentity.of(leg.toString());
  }

  /// Cancels what a server that died may have begun. Blocks while the trunk's name is looked up.
  void hangUp(Telephony.Ordered ordered) {
    Optional<Trunk> trunk = trunks.named(ordered.trunk());
    Optional<Peer> peer = trunk.flatMap(Trunk::peer);
    if (peer.isPresent()) {
      Wanted wanted = new Wanted(ordered.to(), ordered.callerId(), "", Duration.ZERO);
      agent.hangUpOrdered(
          order(trunk.get().config(), peer.get(), wanted), identityOf(ordered.leg()));
    }
  }
}
