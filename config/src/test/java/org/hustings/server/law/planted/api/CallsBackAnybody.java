package org.hustings.server.law.planted.api;

import org.hustings.server.law.planted.telephony.CallMeOrder;

final class CallsBackAnybody {
  CallMeOrder ring(String whatSomebodySent) {
    return new CallMeOrder(whatSomebodySent);
  }
}
