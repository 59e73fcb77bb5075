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
import org.hustings.telephony.sip.call.CallOrder;
import org.hustings.telephony.sip.call.Peer;
import org.hustings.telephony.sip.call.UserAgent;
import org.hustings.telephony.sip.stack.SipUri;

/// Turns the order to dial into a leg that is being called.
final class Origination {
  private final Passage.Network network;
  private final Map<LegId, SipLeg> legs;

  Origination(Passage.Network network, Map<LegId, SipLeg> legs) {
    this.network = network;
    this.legs = legs;
  }

  /// Returns at once; the rest runs on the leg's runner, since a trunk's name may have to be looked
  /// up.
  void begin(RingOrder order, SipLeg.Party party, Inbox<Runnable> inbox) {
    Exchange exchange = network.exchange();
    Optional<Trunk> trunk = network.trunks().named(order.permit().trunk());
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
        Passage passage = new Passage(network, order, trunk.get(), leg, inbox);
        leg.goesBy(passage);
        legs.put(order.leg(), leg);
        exchange.stage().enter(leg.sound());
        inbox.post(passage::begin);
      }
    }
  }

  /// There is no leg to end, so its end is told from here.
  private void fail(RingOrder order, Inbox<Runnable> inbox, String why) {
    LegEnd end = SipCauses.ourFault(why);
    Exchange exchange = network.exchange();
    order.permit().close();
    exchange.metrics().ended(false, end);
    inbox.post(() -> {
      exchange.tell(new LegEvent.Ended(order.leg(), exchange.now(), end));
      inbox.close();
    });
  }

  /// What is wanted of a call, whatever trunk it goes through.
  record Wanted(
      PhoneNumber number, Optional<PhoneNumber> callerId, String offer, Duration ringFor) {}

  /// @param advertisedHost ours, for who shows no number
  static CallOrder order(TrunkConfig config, Peer peer, String advertisedHost, Wanted wanted) {
    SipUri to = SipUri.of(wanted.number().e164(), config.address().host(), config.address().port());
    CallerIdentity caller = CallerIdentity.of(config.identity(), wanted.callerId(), advertisedHost);
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

  /// Cancels what a server that died may have begun. Blocks while the trunk's name is looked up.
  void hangUp(Telephony.Ordered ordered) {
    UserAgent agent = network.agent();
    Optional<Trunk> trunk = network.trunks().named(ordered.trunk());
    Optional<Peer> peer = trunk.flatMap(Trunk::peer);
    if (peer.isPresent()) {
      Wanted wanted = new Wanted(ordered.to(), ordered.callerId(), "", Duration.ZERO);
      agent.hangUpOrdered(
          order(trunk.get().config(), peer.get(), agent.advertisedHost(), wanted)
              .named(Passage.identityOf(ordered.leg())));
    }
  }
}
