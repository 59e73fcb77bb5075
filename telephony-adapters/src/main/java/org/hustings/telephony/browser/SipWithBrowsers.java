package org.hustings.telephony.browser;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.BrowserMessage;
import org.hustings.core.telephony.BrowserRelay;
import org.hustings.core.telephony.BrowserReply;
import org.hustings.core.telephony.CallMeOrder;
import org.hustings.core.telephony.DialOrder;
import org.hustings.core.telephony.ForwardingTelephony;
import org.hustings.core.telephony.Telephony;
import org.hustings.telephony.sip.SipTelephony;

/// The telephony port over SIP trunks and volunteers' browsers, in one media engine: signalling
/// goes to whoever has the leg, all that is heard to the one stage that both share.
public final class SipWithBrowsers extends ForwardingTelephony {
  private final SipTelephony sip;
  private final BrowserLegs browsers;

  /// @param browsers on the stage of `sip`
  public SipWithBrowsers(SipTelephony sip, BrowserLegs browsers) {
    this.sip = sip;
    this.browsers = browsers;
  }

  /// All that is heard, of browsers, too: the one stage has every leg.
  @Override
  protected Optional<Telephony> behind(LegId leg) {
    return Optional.of(sip);
  }

  @Override
  public void hangUp(LegId leg) {
    if (browsers.has(leg)) {
      browsers.hangUp(leg);
    } else {
      sip.hangUp(leg);
    }
  }

  @Override
  public void probe(LegId leg) {
    if (browsers.has(leg)) {
      browsers.probe(leg);
    } else {
      sip.probe(leg);
    }
  }

  @Override
  public Set<Capability> capabilities() {
    Set<Capability> all = EnumSet.copyOf(sip.capabilities());
    all.add(Capability.BROWSER);
    return all;
  }

  @Override
  public void listen(LegListener listener) {
    sip.listen(listener);
  }

  @Override
  public CompletableFuture<BrowserReply> connectBrowser(LegId leg, BrowserMessage offer) {
    return browsers.connect(leg, offer);
  }

  @Override
  public CompletableFuture<BrowserReply> changeBrowser(
      LegId leg, BrowserMessage change, Optional<String> version) {
    return browsers.change(leg, change, version);
  }

  @Override
  public List<BrowserRelay> browserRelays() {
    return browsers.relays();
  }

  @Override
  public Admission admit(Instant now) {
    return sip.admit(now);
  }

  @Override
  public void originate(DialOrder order) {
    sip.originate(order);
  }

  @Override
  public void callVolunteer(CallMeOrder order) {
    sip.callVolunteer(order);
  }

  @Override
  public void hangUpStored(LegId leg, String dialog) {
    sip.hangUpStored(leg, dialog);
  }

  @Override
  public void hangUpOrdered(Ordered ordered) {
    sip.hangUpOrdered(ordered);
  }

  @Override
  public void bridge(LegId one, LegId other) {
    sip.bridge(one, other);
  }
}
