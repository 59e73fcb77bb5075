package org.hustings.server.law.planted.api;

import org.hustings.server.law.planted.telephony.DialOrder;

final class RingsAnybody {
  DialOrder ring(String whatSomebodySent) {
    return new DialOrder(whatSomebodySent);
  }
}
