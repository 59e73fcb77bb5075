package org.hustings.server.law.planted.api;

import org.hustings.server.law.planted.telephony.CallerIds;

final class RingsForACode {
  String ring(CallerIds provider, String whatSomebodySent) {
    return provider.order(whatSomebodySent);
  }
}
