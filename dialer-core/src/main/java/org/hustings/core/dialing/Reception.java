package org.hustings.core.dialing;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hustings.core.account.DialInRegister;
import org.hustings.core.telephony.LegEvent;
import org.hustings.core.telephony.Telephony.Capability;
import org.hustings.core.telephony.Telephony.Rejection;

/// Takes those who dial in: each gets a [DialIn] until they have joined their session or hung up.
final class Reception {
  private final Office office;
  private final DialInRegister register;
  private final Sessions sessions;
  private final Set<DialIn> callers = ConcurrentHashMap.newKeySet();

  Reception(Office office, Sessions sessions) {
    this.office = office;
    this.register = office.ports().dialIns();
    this.sessions = sessions;
  }

  /// Called on a network thread.
  void offered(LegEvent.Offered offer) {
    boolean deaf = !office.can(Capability.PLAY) || !office.can(Capability.DIGITS_IN);
    if (sessions.isDraining() || deaf) {
      office.telephony().reject(offer.leg(), Rejection.UNAVAILABLE);
    } else {
      DialIn caller = new DialIn(office, register, sessions, offer, callers::remove);
      callers.add(caller);
      caller.start();
    }
  }

  int callers() {
    return callers.size();
  }
}
