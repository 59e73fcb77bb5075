package org.hustings.server.shift;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.hustings.core.id.LegId;
import org.hustings.core.telephony.CallMeOrder;
import org.hustings.core.telephony.DialOrder;
import org.hustings.core.telephony.ForwardingTelephony;
import org.hustings.core.telephony.Telephony;

/// Passes everything on, but for what a subclass gets wrong.
public class PassingTelephony extends ForwardingTelephony {
  protected final Telephony network;

  protected PassingTelephony(Telephony network) {
    this.network = network;
  }

  @Override
  protected Optional<Telephony> behind(LegId leg) {
    return Optional.of(network);
  }

  @Override
  public Set<Capability> capabilities() {
    return network.capabilities();
  }

  @Override
  public void listen(LegListener listener) {
    network.listen(listener);
  }

  @Override
  public Admission admit(Instant now) {
    return network.admit(now);
  }

  @Override
  public void originate(DialOrder order) {
    network.originate(order);
  }

  @Override
  public void callVolunteer(CallMeOrder order) {
    network.callVolunteer(order);
  }

  @Override
  public void bridge(LegId one, LegId other) {
    network.bridge(one, other);
  }

  @Override
  public void hangUpStored(LegId leg, String dialog) {
    network.hangUpStored(leg, dialog);
  }

  @Override
  public void hangUpOrdered(Ordered ordered) {
    network.hangUpOrdered(ordered);
  }
}
