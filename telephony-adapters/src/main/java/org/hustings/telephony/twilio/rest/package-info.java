/// Twilio's REST API, as far as we use it: one request, one answer, never repeated behind our back.
///
/// ```
///  TwilioLeg ──► Calls ──► TwilioApi ──► Twilio's library ──► RestWire ──► HttpWire | a test's
/// ```
///
/// An answer says whether the request was surely not sent, was refused, was done, or whether nobody
/// knows (R22). What the codes mean for an attempt is said one level up, in `TwilioCauses`. A rule
/// of dialing and the state of a leg don't go in here.
@NullMarked
package org.hustings.telephony.twilio.rest;

import org.jspecify.annotations.NullMarked;
