package org.hustings.server.law.planted.telephony.sip;

import org.hustings.server.law.planted.telephony.twilio.Token;

record AsksTwilio(Token token) {}
