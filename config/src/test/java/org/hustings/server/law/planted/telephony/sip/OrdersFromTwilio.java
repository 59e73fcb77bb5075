package org.hustings.server.law.planted.telephony.sip;

import com.twilio.http.HttpMethod;

record OrdersFromTwilio(HttpMethod method) {}
